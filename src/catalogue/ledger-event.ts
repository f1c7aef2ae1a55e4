/** The decorator on the class of an event: its type, where its records go, what it says, and a complete example. */
import type { JsonObject } from '../record/canonical.js';
import type { EventDefinition } from './event.js';
import type { ShapeClass } from './kinds.js';

export interface EventOptions {
  readonly type: string;
  readonly version: number;
  /**
   * Where records go, as a name with places to fill in: `decision-<decisionId>`, `consumer-<subject>`, `ledger-keys`.
   * Of several the first that can be filled in is taken.
   */
  readonly stream: string | readonly string[];
  readonly says: string;
  readonly subject: EventDefinition['subject'];
  readonly writtenBy: EventDefinition['writtenBy'];
  readonly example: { readonly subject?: string; readonly time?: string; readonly data: JsonObject };
  /** Brings `data` of the version before to this one; where there is an earlier version. */
  readonly upcast?: (data: JsonObject) => JsonObject;
}

type Declared = Omit<EventOptions, 'version' | 'writtenBy' | 'subject'> & Partial<EventOptions>;

const registry = new WeakMap<object, EventOptions>();

/** Version 1, written by producers and about a consumer, unless it says otherwise. */
export function LedgerEvent(declared: Declared): ClassDecorator {
  return (target) => {
    registry.set(target, { version: 1, writtenBy: 'producer', subject: 'required', ...declared });
  };
}

/** The options of an event's class, undefined for a class that only nests in others. */
export function eventOptionsOf(shape: ShapeClass): EventOptions | undefined {
  return registry.get(shape);
}
