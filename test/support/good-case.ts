/** The story of the documentation as gathered records, nothing sealed: a consumer, a campaign, a decision for and one withheld. Tests change single events of it. */
import { hash } from 'node:crypto';
import type { GatheredRecord } from '../../src/answers/facts.js';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import type { JsonObject } from '../../src/record/canonical.js';
import { type Instant, parseInstant, parsePseudonym, recordIdOf, streamName } from '../../src/record/ids.js';

export interface ToldEvent {
  readonly type: string;
  readonly time: string;
  readonly data: JsonObject;
  /** The consumer, by a short name; absent for events about nobody. */
  readonly who?: string;
  /** When it was recorded; a second after `time` where absent. */
  readonly recorded?: string;
  readonly source?: string;
  readonly sequence?: number;
  readonly fenced?: true;
}

const names = new Map<string, string>();

/** A fixed pseudonym for a short name. */
export function pseudonym(name: string) {
  const hex = names.get(name) ?? hash('sha256', name, 'hex');
  names.set(name, hex);
  return parsePseudonym(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

/** Gathers events in the order in which they were recorded. */
export function gathered(events: readonly ToldEvent[]): readonly GatheredRecord[] {
  const told = events.map((event) => ({ ...event, recorded: instant(event.recorded ?? plusSecond(event.time)) }));
  let latest = told[0]?.recorded ?? instant('2026-01-01T00:00:00Z');
  return told.map((event, leaf) => {
    if (event.recorded > latest) latest = event.recorded;
    const definition = definitionOf(event.type);
    if (definition === undefined) throw new Error(`no type ${event.type}`);
    const subject = event.who === undefined ? undefined : pseudonym(event.who);
    const source = event.source ?? '/shop';
    const id = recordIdOf(source, `e-${leaf}`);
    const header = {
      format: 1 as const,
      id,
      eventId: `e-${leaf}`,
      type: event.type,
      version: definition.version,
      stream: streamName(definition.streamOf(event.data, subject)),
      occurredAt: instant(event.time),
      recordedAt: event.recorded,
      source,
      actor: 'test',
      ...(subject !== undefined && { subject }),
      ...(event.sequence !== undefined && { sequence: event.sequence }),
      ...(event.fenced === true && { fenced: true as const }),
      contentTag: '',
      bodyDigest: '',
    };
    return {
      header,
      body: { salt: '', data: event.data },
      leaf,
      effectiveAt: latest,
      digest: hash('sha256', id, 'hex'),
    };
  });
}

/** Its catalogue's example, changed here and there. */
export function told(type: string, time: string, changes: JsonObject = {}, more: Partial<ToldEvent> = {}): ToldEvent {
  const definition = definitionOf(type);
  if (definition === undefined) throw new Error(`no type ${type}`);
  const who = definition.subject === 'none' ? {} : { who: 'ada' };
  const data = Object.fromEntries(
    Object.entries({ ...definition.example.data, ...changes }).filter(([, value]) => value !== null),
  );
  return { type, time, data, ...who, ...more };
}

/** A whole case in which nothing is wrong: everything about decision `dec-8812`. */
export const goodCase: readonly ToldEvent[] = [
  told('training.completed', '2025-09-30T15:00:00Z'),
  told('notice.served', '2026-01-12T18:00:00Z'),
  told('consent.given', '2026-01-12T18:01:00Z', { expiresAt: null }),
  told('data.collected', '2026-01-12T18:02:00Z'),
  told('model.registered', '2026-01-20T10:00:00Z'),
  told('biasaudit.completed', '2026-01-31T17:00:00Z'),
  told('model.approved', '2026-02-01T09:00:00Z', { by: 'staff-7' }),
  told('policy.published', '2026-02-01T10:00:00Z'),
  told('campaign.proposed', '2026-02-18T10:00:00Z'),
  told('data.inferred', '2026-02-20T02:10:00Z'),
  told('data.observed', '2026-02-21T15:40:00Z'),
  told('campaign.approved', '2026-02-25T14:00:00Z'),
  told('decision.made', '2026-03-02T09:14:00Z'),
  told('message.sent', '2026-03-02T09:20:00Z', { messageId: 'msg-760', decisionId: 'dec-8812' }),
  told('interaction.observed', '2026-03-02T11:02:00Z', { messageId: 'msg-760', decisionId: 'dec-8812' }),
];

/** The same with events of one type changed, or left out where `changes` is null. */
export function changed(
  events: readonly ToldEvent[],
  type: string,
  changes: JsonObject | null,
  more: Partial<ToldEvent> = {},
): readonly ToldEvent[] {
  return events.flatMap((event) => {
    if (event.type !== type) return [event];
    if (changes === null) return [];
    const data = Object.fromEntries(
      Object.entries({ ...event.data, ...changes }).filter(([, value]) => value !== null),
    );
    return [{ ...event, ...more, data }];
  });
}

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`no instant: ${text}`);
  return parsed;
}

function plusSecond(time: string): string {
  return new Date(Date.parse(time) + 1_000).toISOString();
}
