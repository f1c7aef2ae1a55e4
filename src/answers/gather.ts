/** Which records an answer folds: the decision's own stream, what the person wanted, the data and rules it used, and what followed. Bounded also for a person with many records. */
import { Inject, Injectable } from '@nestjs/common';
import { type DecisionRow, decisionById } from '../projections/decision.js';
import { entriesOf, linkedPseudonyms } from '../projections/entry.js';
import { messageById, messagesOfDecision } from '../projections/message.js';
import { textAt, textsAt } from '../projections/open-data.js';
import { ReadModels } from '../projections/projection.js';
import { type ReferenceKind, referencesTo } from '../projections/reference.js';
import { type RegisterKind, registered, registeredById } from '../projections/register.js';
import type { Json } from '../record/canonical.js';
import { ID_PATTERN, type Pseudonym } from '../record/ids.js';
import type { GatheredRecord } from './facts.js';
import { RecordReader } from './record-reader.js';
import { concerning, concerningDecision } from './selection.js';

export interface Gathered {
  readonly records: readonly GatheredRecord[];
  /** Every pseudonym of the person the decision is about. */
  readonly person: readonly Pseudonym[];
  /** The snapshot: nothing at or beyond this tree size was looked at. */
  readonly size: number;
  readonly position: number | null;
}

/** What has not happened yet: it stands behind everything that is recorded. */
export type Proposed = Omit<GatheredRecord, 'leaf'>;

export interface Gathering {
  /** Links are those of now and of then, so that an answer as of then is whole. */
  readonly asOfSize?: number | undefined;
  /** Records as they would be, which bring along what concerns them. */
  readonly proposed?: readonly Proposed[];
}

/** Where a producer reuses one id without end, only so many of its records are looked at. */
const MOST_PER_ID = 500;
const DERIVATIONS = 5;
const INCIDENTS = 50;
const THINGS_REMEMBERED = 1_000;

@Injectable()
export class Gatherer {
  /** Streams of models, campaigns, people … are asked for again and again and only grow: kept until their last leaf changes. */
  readonly #things = new Map<string, { readonly last: number; readonly records: readonly GatheredRecord[] }>();

  constructor(
    private readonly reader: RecordReader,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  /**
   * @returns no records where no decision of this id is recorded, or proposed
   */
  async gather(decisionId: string, { asOfSize, proposed = [] }: Gathering = {}): Promise<Gathered> {
    const { position, size, row } = this.models.together(() => ({
      ...this.models.reached(),
      row: decisionById(this.models, decisionId),
    }));
    const pile = new Pile(size);
    const subject = subjectOf(size, row, proposed);
    if (subject === null) return { records: [], person: [], size, position };
    pile.add(await this.reader.stream(`decision-${decisionId}`));
    pile.propose(proposed);
    const made = pile.of(/^decision\.(made|withheld)$/);
    const decidedAt = Date.parse(made[0]?.header.occurredAt ?? '') || 0;

    const collections = made.flatMap(({ body }) =>
      inputsOf(body.data).flatMap((input) => textsAt(input, 'collectionIds')),
    );
    const { person, around, messages } = this.models.together(() => {
      const sizes = new Set([size, asOfSize ?? size]);
      const person = new Set([...sizes].flatMap((at) => linkedPseudonyms(this.models, subject, at)));
      const entries = [...person].flatMap((pseudonym) =>
        entriesOf(this.models, pseudonym, { types: concerning, below: size }),
      );
      const messages = messagesOfDecision(this.models, decisionId).map(({ id }) => id);
      const leaves = [
        ...concerningDecision(entries, decidedAt),
        ...this.#naming('decision', [decisionId], size),
        ...this.#naming('collection', collections, size),
        ...this.#naming('model', textsOf(made, 'model', 'id'), size),
        ...this.#naming('message', messages, size),
      ];
      return { person, around: this.reader.at(leaves), messages };
    });
    pile.add(await around);
    for (const id of messages) pile.add(await this.reader.stream(`message-${id}`));
    pile.add(await this.models.together(() => this.reader.at(this.#behindMessages(pile, decisionId, messages))));
    await this.#sources(pile, size);
    pile.add(await this.#rules(pile, made));
    pile.add(await this.reader.redactionsOf(pile.inLogOrder()));
    return { records: pile.inLogOrder(), person: [...person], size, position };
  }

  /** What became of findings, by their ids. */
  async findingSteps(findingIds: () => readonly string[], size: number): Promise<readonly GatheredRecord[]> {
    const steps = await this.models.together(() =>
      registered(this.models, 'finding', { limit: 1 }).length === 0 ? [] : this.#all([['finding', findingIds()]]),
    );
    return steps.filter(({ leaf }) => leaf < size);
  }

  /** Of messages that were not read whole, the first record under the id, which says whose it is, and the decision it acts on. */
  #behindMessages(pile: Pile, decisionId: string, whole: readonly string[]): readonly number[] {
    const messages = pile.of(/^message\./);
    const others = new Set(textsOf(messages, 'messageId').filter((id) => !whole.includes(id)));
    const decisions = new Set(textsOf(messages, 'decisionId').filter((id) => id !== decisionId));
    return [
      ...[...others].flatMap((id) => messageById(this.models, id)?.leaf ?? []),
      ...[...decisions].flatMap((id) => decisionById(this.models, id)?.made ?? []),
    ];
  }

  /** The data behind derived data, a few steps back. */
  async #sources(pile: Pile, size: number): Promise<void> {
    const seen = new Set<string>();
    for (let step = 0; step < DERIVATIONS; step++) {
      const ids = pile.of(/^data\./).flatMap(({ body }) => textsAt(body.data, 'derivedFrom'));
      const next = [...new Set(ids)].filter((id) => !seen.has(id));
      if (next.length === 0) return;
      for (const id of next) seen.add(id);
      pile.add(await this.models.together(() => this.reader.at(this.#naming('collection', next, size))));
    }
  }

  /** Model, policy, campaigns, audits' streams, assessments, incidents, and the trainings of those who approved. */
  async #rules(pile: Pile, made: readonly GatheredRecord[]): Promise<readonly GatheredRecord[]> {
    const campaigns = [...textsOf(made, 'campaignId'), ...textsOf(pile.of(/^message\./), 'campaignId')];
    const things = await this.models.together(() =>
      this.#all([
        ['model', textsOf(made, 'model', 'id')],
        ['policy', textsOf(made, 'policy', 'id')],
        ['campaign', [...new Set(campaigns)]],
        ['incident', registered(this.models, 'incident', { limit: INCIDENTS }).map(({ id }) => id)],
      ]),
    );
    const all = [...things, ...pile.inLogOrder()];
    const references = [
      ...textsOf(all, 'assessmentRef'),
      ...textsOf(all, 'basis', 'assessmentRef'),
      ...textsOf(all, 'legalBasis', 'assessmentRef'),
    ];
    const approvers = textsOf(
      all.filter(({ header }) => /^(model|campaign)\.approved$/.test(header.type)),
      'by',
    );
    const more = await this.#all([
      ['assessment', [...new Set(references)]],
      ['person', [...new Set([...approvers, ...textsOf(made, 'reviewer')])]],
    ]);
    return [...things, ...more];
  }

  async #all(wanted: readonly (readonly [RegisterKind, readonly string[]])[]): Promise<readonly GatheredRecord[]> {
    const streams = this.models.together(() => wanted.flatMap(([kind, ids]) => ids.map((id) => this.#thing(kind, id))));
    return (await Promise.all(streams)).flat();
  }

  async #thing(kind: RegisterKind, id: string): Promise<readonly GatheredRecord[]> {
    const row = ID_PATTERN.test(id) ? registeredById(this.models, kind, id) : undefined;
    if (row === undefined) return [];
    const name = `${kind}-${id}`;
    const known = this.#things.get(name);
    if (known?.last === row.last) return known.records;
    const records = await this.reader.stream(name);
    if (this.#things.size >= THINGS_REMEMBERED) this.#things.clear();
    if (records.at(-1)?.leaf === row.last) this.#things.set(name, { last: row.last, records });
    return records;
  }

  #naming(kind: ReferenceKind, ids: readonly string[], size: number): readonly number[] {
    return [...new Set(ids)].flatMap((id) => referencesTo(this.models, kind, id, size).slice(0, MOST_PER_ID));
  }
}

/** Records below the snapshot's size, each once. */
class Pile {
  readonly #byLeaf = new Map<number, GatheredRecord>();

  constructor(private readonly size: number) {}

  add(records: readonly GatheredRecord[]): void {
    for (const record of records) if (record.leaf < this.size) this.#byLeaf.set(record.leaf, record);
  }

  propose(records: readonly Proposed[]): void {
    for (const [index, record] of records.entries()) {
      const leaf = this.size + index;
      this.#byLeaf.set(leaf, { ...record, leaf });
    }
  }

  of(types: RegExp): readonly GatheredRecord[] {
    return [...this.#byLeaf.values()].filter(({ header }) => types.test(header.type));
  }

  inLogOrder(): readonly GatheredRecord[] {
    return [...this.#byLeaf.values()].sort((a, b) => a.leaf - b.leaf);
  }
}

/** Whom the decision is about: as it is recorded, or else as it is proposed. */
function subjectOf(size: number, row: DecisionRow | undefined, proposed: readonly Proposed[]): Pseudonym | null {
  if (row !== undefined && row.leaf < size && row.subject !== null) return row.subject;
  return proposed.find(({ header }) => header.type.startsWith('decision.'))?.header.subject ?? null;
}

function textsOf(records: readonly GatheredRecord[], ...path: readonly string[]): readonly string[] {
  return records.flatMap(({ body }) => textAt(body.data, ...path) ?? []);
}

function inputsOf(data: { readonly [name: string]: Json }): readonly { readonly [name: string]: Json }[] {
  const { inputs } = data;
  return Array.isArray(inputs)
    ? inputs.filter((input) => typeof input === 'object' && input !== null && !Array.isArray(input))
    : [];
}
