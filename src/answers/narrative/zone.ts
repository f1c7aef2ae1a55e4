/** The clock on the wall where the person lives: from the country of the consent's law or of the data, else UTC. Pure. */
import type { Instant } from '../../record/ids.js';

export interface Zone {
  /** IANA name, for example Europe/Berlin. */
  readonly id: string;
  /** The place whose time it is, for example Berlin. */
  readonly place: string;
}

const UTC: Zone = { id: 'UTC', place: 'UTC' };

/** Where the clock of a country or state is read: its one zone, or that of its seat. Countries with several and no entry give UTC. */
const zones: Readonly<Record<string, string>> = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  CH: 'Europe/Zurich',
  CY: 'Asia/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GR: 'Europe/Athens',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IS: 'Atlantic/Reykjavik',
  IT: 'Europe/Rome',
  LI: 'Europe/Vaduz',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MT: 'Europe/Malta',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  SE: 'Europe/Stockholm',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
  IN: 'Asia/Kolkata',
  JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul',
  NZ: 'Pacific/Auckland',
  SG: 'Asia/Singapore',
  ZA: 'Africa/Johannesburg',
  'US-CA': 'America/Los_Angeles',
  'US-CO': 'America/Denver',
  'US-NY': 'America/New_York',
  'US-TX': 'America/Chicago',
  'US-VA': 'America/New_York',
};

/** @param jurisdiction ISO 3166 code of a country or state (`DE`, `US-CA`) */
export function zoneOf(jurisdiction: string | undefined): Zone {
  if (jurisdiction === undefined) return UTC;
  const id = zones[jurisdiction] ?? zones[jurisdiction.split('-')[0] ?? ''];
  return id === undefined ? UTC : { id, place: (id.split('/').at(-1) ?? id).replaceAll('_', ' ') };
}

/** A date, or a time of day, there. */
export function local(instant: Instant, zone: Zone, locale: string, part: 'day' | 'time'): string {
  const key = `${locale} ${zone.id} ${part}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options[part], timeZone: zone.id });
  formats.set(key, format);
  return format.format(Date.parse(instant));
}

const formats = new Map<string, Intl.DateTimeFormat>();
const options = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
