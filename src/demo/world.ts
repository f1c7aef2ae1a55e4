/** The retailer while its year is told: its people, what is planned, what was told, and what is wrong on purpose. */
import { hash } from 'node:crypto';
import type { JsonObject } from '../record/canonical.js';
import type { Agenda } from './agenda.js';
import type { Country } from './calendar.js';
import type { Campaign } from './campaigns.js';
import type { Fault } from './faults/fault.js';
import type { Journal } from './journal.js';
import type { Random } from './random.js';

export const RETAILER = 'Fjellmark Outdoor SE';
export const MAIL_HOUSE = 'Postwerk Mailing GmbH';
export const ADVERTISING = 'dpv:PersonalisedAdvertising';
export const CONSENT = 'eu-gdpr:A6-1-a';

/** A customer: what is true about them, which nobody records, and what the retailer knows. Small, because all of them stand in memory. */
export interface Person {
  readonly number: number;
  /** As the retailer's customer system knows them. */
  readonly reference: string;
  readonly country: Country;
  readonly ageBand: string;
  readonly gender: string;
  /** Orders in a year, on average. */
  readonly rate: number;
  /** How much they like what campaigns offer, from 0 to 1; models only guess at it. */
  readonly taste: number;
  readonly joins: number;
  readonly fault: Fault | null;
  joined: boolean;
  /** The consent that stands, by its record; null where none does. */
  consent: string | null;
  consents: number;
  noticeVersion: string;
  objected: boolean;
  orders: number;
  spent: number;
  lastOrder: number;
  /** Collections of the last three orders. */
  recent: readonly string[];
  /** What was calculated from them; `stale` since the last order. */
  profile: Profile | null;
  stale: boolean;
  /** Collections that may be used for advertising; null where there are none. */
  account: string | null;
  region: string | null;
  shared: boolean;
  /** When the last messages were sent, newest last. */
  messages: readonly number[];
}

export interface Profile {
  readonly orders: number;
  readonly averageBasket: number;
  readonly affinity: number;
  readonly behaviour: string;
  readonly interest: string;
}

/** What a decision came to, as those who come after it need it. */
export interface Decided {
  readonly id: string;
  readonly campaign: Campaign;
  readonly score: number;
  readonly offered: boolean;
  readonly data: JsonObject;
}

/** One thing that is wrong on purpose. */
export interface Planted {
  readonly rule: string;
  readonly decisionId: string;
  readonly consumer: string;
  messageId?: string;
  /** What was done, in one sentence. */
  readonly what: string;
}

/** A letter that somebody should have answered. */
export interface Asked {
  readonly consumer: string;
  readonly decisionId: string;
  readonly receivedAt: string;
}

/** Decisions worth a look, as they come up. */
export interface Sights {
  withheld?: { readonly decisionId: string; readonly consumer: string; readonly campaign: string };
  offered?: { readonly decisionId: string; readonly consumer: string; readonly country: Country };
  rejected?: { readonly decisionId: string; readonly consumer: string };
}

export interface World {
  readonly random: Random;
  readonly agenda: Agenda;
  readonly journal: Journal;
  readonly people: readonly Person[];
  readonly planted: Planted[];
  readonly asked: Asked[];
  readonly sights: Sights;
  /** The next number of a kind of id. */
  next(kind: 'dec' | 'msg'): string;
}

/** SHA-256 of a text, as events name digests. */
export function digestOf(text: string): string {
  return `sha256:${hash('sha256', text, 'hex')}`;
}

/** The nth consent record of a person. */
export function recordOf(person: Person, nth: number): string {
  return `cr-${10_001 + person.number}-${nth}`;
}

export function channelOf(person: Person): string {
  return person.number % 4 === 3 ? 'push' : 'email';
}

/** A moment as events tell it: whole seconds. */
export function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
