/** The year's calendar: days, local times of four countries, seasons, weekdays, hours at which people are awake. */
import { type Random, weighted } from './random.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The year that is told. What governs it happened in the two months before. */
export const YEAR = { from: '2025-11-01', to: '2026-10-31' } as const;
export const FIRST_DAY = dayOf(YEAR.from);
export const LAST_DAY = dayOf(YEAR.to);
export const HISTORY_FROM = dayOf('2024-09-01');

export const countries = ['DE', 'FR', 'ES', 'GB'] as const;
export type Country = (typeof countries)[number];

/** Days since 1970. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

/** An instant of UTC as milliseconds, for what is fixed. */
export function at(text: string): number {
  return Date.parse(`${text}:00Z`);
}

/** An hour of the country's own clock on a day, as milliseconds of UTC. */
export function local(day: number, hour: number, country: Country): number {
  return Math.floor(day * DAY + (hour - offset(day, country)) * HOUR);
}

/** A moment of the UTC day at which people of this country shop, read and click. What is still yesterday in UTC is the night after. */
export function awake(random: Random, day: number, country: Country): number {
  const moment = local(day, hourOf[country](random) + random.next(), country);
  return moment < day * DAY ? moment + DAY : moment;
}

/** How much is bought on a day, 1 on the average day: month by weekday. */
export function season(day: number): number {
  const date = new Date(day * DAY);
  return (MONTHS[date.getUTCMonth()] ?? 1) * (WEEKDAYS[date.getUTCDay()] ?? 1);
}

export function monthOf(day: number): number {
  return new Date(day * DAY).getUTCMonth();
}

/** Central European time from the last Sunday of March to that of October is two hours ahead; British an hour less. */
function offset(day: number, country: Country): number {
  const summer = SUMMERS.some(([from, to]) => day >= from && day < to) ? 1 : 0;
  return (country === 'GB' ? 0 : 1) + summer;
}

const SUMMERS = [
  [dayOf('2024-03-31'), dayOf('2024-10-27')],
  [dayOf('2025-03-30'), dayOf('2025-10-26')],
  [dayOf('2026-03-29'), dayOf('2026-10-25')],
] as const;

/** Outdoor retail: Black Week and Christmas, a quiet February, a spring of runners, summer holidays. January first. */
const MONTHS = [0.82, 0.68, 0.95, 1.02, 1.1, 1.05, 0.86, 0.84, 0.93, 0.92, 1.38, 1.45];
/** Sunday first. */
const WEEKDAYS = [0.96, 0.92, 0.88, 0.93, 1, 1.09, 1.22];

/** Weight of each hour of the local day. Spain dines, and shops, late. */
const hourOf: Readonly<Record<Country, (random: Random) => number>> = {
  DE: weighted([1, 0, 0, 0, 0, 1, 4, 7, 8, 8, 8, 8, 10, 9, 7, 7, 8, 10, 13, 16, 18, 14, 8, 3]),
  FR: weighted([1, 0, 0, 0, 0, 0, 2, 5, 8, 8, 8, 8, 12, 12, 8, 7, 8, 9, 11, 14, 16, 17, 11, 4]),
  ES: weighted([4, 1, 0, 0, 0, 0, 1, 3, 6, 8, 9, 10, 10, 9, 9, 10, 9, 9, 10, 11, 13, 15, 17, 12]),
  GB: weighted([1, 0, 0, 0, 0, 1, 4, 7, 8, 8, 8, 9, 12, 11, 8, 8, 9, 11, 14, 17, 16, 12, 6, 2]),
};
