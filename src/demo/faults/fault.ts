/** What an entry of the list of faults can change in an otherwise faultless case. */
import type { JsonObject } from '../../record/canonical.js';
import type { Decided, Person, World } from '../world.js';

export interface Moment {
  readonly world: World;
  readonly person: Person;
  readonly decided: Decided;
  readonly now: number;
}

export interface Fault {
  /** Of docs/findings.md. */
  readonly rule: string;
  /** All rules that find it, where it is more than `rule`. */
  readonly shows?: readonly string[];
  readonly what: string;
  readonly campaign: string;
  /** The day of the decision. */
  readonly on: string;
  /** The consent comes only after the decision. */
  readonly consent?: 'later';
  /** Changes to the consent, the calculated figures, the decision, the message. */
  readonly given?: JsonObject;
  readonly profile?: JsonObject;
  readonly decision?: (data: JsonObject, person: Person) => JsonObject;
  readonly message?: 'refused';
  readonly sent?: JsonObject;
  /** What happens besides: three days before the decision, right after it, right after the message. */
  readonly before?: (world: World, person: Person, now: number) => void;
  readonly made?: (moment: Moment) => void;
  readonly after?: (moment: Moment & { readonly messageId: string }) => void;
}

/** Where most faults happen. */
export const spring = { campaign: 'spring-run-2026', on: '2026-03-12' } as const;
