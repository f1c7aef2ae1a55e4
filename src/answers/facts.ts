/** A record decoded for folding: its data whole, as far as it may be opened, and the times that count. Pure. */
import { ApiProperty } from '@nestjs/swagger';
import { merge } from '../catalogue/personal.js';
import { instant, uuid } from '../http/documented.js';
import type { Redaction as Taken } from '../projections/presentable.js';
import type { JsonObject } from '../record/canonical.js';
import {
  compareInstants,
  type Instant,
  type Position,
  type Pseudonym,
  parseInstant,
  type RecordId,
} from '../record/ids.js';
import type { RecordBody, RecordHeader } from '../record/record.js';
import { withoutFields } from '../record/redaction.js';

/** A record as it was gathered. `effectiveAt` is the running maximum of `recordedAt` in global order, `leaf` its index in the tree. */
export interface GatheredRecord {
  readonly header: RecordHeader;
  readonly body: RecordBody;
  readonly leaf: number;
  readonly effectiveAt: Instant;
  /** SHA-256 of the header, lowercase hexadecimal. */
  readonly digest: string;
  /** Absent where the records come from a file and not from a log. */
  readonly position?: Position;
  /** What was taken away from the body, where it was read from a log. */
  readonly redactions?: readonly Taken[];
}

/** Unsealed values by record: a map from JSON pointer (into `data`) to value. A sealed record without an entry was not opened. */
export type Opened = ReadonlyMap<RecordId, JsonObject>;

/** An erasure that covers a fact's sealed fields. */
export class Erasure {
  @ApiProperty(instant) readonly at!: Instant;
  @ApiProperty({ example: '17(1)(b)' }) readonly article!: string;
  @ApiProperty({ ...uuid, description: 'The `subject.erased` that says so' }) readonly record!: RecordId;
}

/** Open fields that should never have been sent, and the records that took them away. */
export interface Redaction {
  readonly fields: readonly string[];
  readonly records: readonly RecordId[];
  readonly at: Instant;
  readonly reason: string;
}

export interface Fact<T = unknown> {
  readonly id: RecordId;
  readonly type: string;
  readonly leaf: number;
  readonly position?: Position;
  readonly digest: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly effectiveAt: Instant;
  /** When it takes effect: `data.effectiveAt`, or else `occurredAt`. Folds go by it. */
  readonly holdsFrom: Instant;
  readonly source: string;
  readonly actor: string;
  readonly stream: string;
  readonly sequence?: string | number;
  readonly subject?: Pseudonym;
  /** Open fields, and personal ones where they could be opened. */
  readonly data: T;
  /** Its personal fields cannot be opened any more, by nobody. */
  readonly erased?: Erasure;
  /** It has personal fields that were not opened for this reader. */
  readonly withheld?: true;
  /** Its personal fields were discarded, because the person had been erased before. */
  readonly fenced?: true;
  /** The event had no time: `occurredAt` is `recordedAt`. */
  readonly timeAbsent?: true;
  /** It has group attributes, which are opened for counting only. */
  readonly grouped?: true;
  /** Fields taken away by `record.redacted`: shown to nobody, whether the stored body still holds them or not. */
  readonly redacted?: Redaction;
}

/** Decodes one record. `erasures` by pseudonym, `redactions` by record id. */
export function factOf(
  record: GatheredRecord,
  opened: Opened,
  erasures: ReadonlyMap<string, Erasure>,
  redactions: ReadonlyMap<string, Redaction> = new Map(),
): Fact {
  const { header, body } = record;
  const values = header.sealed === undefined ? undefined : opened.get(header.id);
  const redacted = redactions.get(header.id);
  const open = redacted === undefined ? body.data : withoutFields(body.data, redacted.fields);
  const data = values === undefined ? open : merge(open, values);
  const erased = header.subject === undefined ? undefined : erasures.get(header.subject);
  const closed = header.sealed !== undefined && values === undefined;
  const effective = data.effectiveAt;
  return {
    id: header.id,
    type: header.type,
    leaf: record.leaf,
    ...(record.position !== undefined && { position: record.position }),
    digest: record.digest,
    occurredAt: header.occurredAt,
    recordedAt: header.recordedAt,
    effectiveAt: record.effectiveAt,
    holdsFrom: (typeof effective === 'string' ? parseInstant(effective) : null) ?? header.occurredAt,
    source: header.source,
    actor: header.actor,
    stream: header.stream,
    ...(header.sequence !== undefined && { sequence: header.sequence }),
    ...(header.subject !== undefined && { subject: header.subject }),
    data,
    ...(closed && erased !== undefined && { erased }),
    ...(closed && erased === undefined && { withheld: true as const }),
    ...(header.fenced === true && { fenced: true as const }),
    ...(header.timeAbsent === true && { timeAbsent: true as const }),
    ...(header.sealedGroups !== undefined && { grouped: true as const }),
    ...(redacted !== undefined && { redacted }),
  };
}

/**
 * Folding order: by `holdsFrom`; at equal instants by place in the log, except that the facts of one source stand in the order of its own
 * `sequence`. Comparing pairs would not do: leaf and sequence can contradict each other in a circle over three facts.
 */
export function inFoldOrder<T extends Fact>(facts: readonly T[]): T[] {
  const sorted = [...facts].sort((a, b) => compareInstants(a.holdsFrom, b.holdsFrom) || a.leaf - b.leaf);
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    const first = sorted[start];
    while (first !== undefined && end < sorted.length && sameInstant(sorted[end], first)) end++;
    if (end - start > 1) sorted.splice(start, end - start, ...bySequence(sorted.slice(start, end)));
    start = end;
  }
  return sorted;
}

function sameInstant(a: Fact | undefined, b: Fact): boolean {
  return a !== undefined && compareInstants(a.holdsFrom, b.holdsFrom) === 0;
}

/** Each source keeps the places it has, its numbered facts fill them in the order of their numbers. */
function bySequence<T extends Fact>(group: readonly T[]): T[] {
  const queues = new Map<string, T[]>();
  for (const fact of group) {
    if (fact.sequence === undefined) continue;
    const queue = queues.get(fact.source);
    if (queue === undefined) queues.set(fact.source, [fact]);
    else queue.push(fact);
  }
  for (const queue of queues.values())
    queue.sort((a, b) => compareSequences(a.sequence, b.sequence) || a.leaf - b.leaf);
  return group.map((fact) => (fact.sequence === undefined ? fact : (queues.get(fact.source)?.shift() ?? fact)));
}

function compareSequences(a: string | number | undefined, b: string | number | undefined): number {
  const left = String(a ?? '');
  const right = String(b ?? '');
  if (/^\d+$/.test(left) && /^\d+$/.test(right)) {
    const difference = BigInt(left) - BigInt(right);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}
