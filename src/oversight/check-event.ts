/**
 * `POST /v1/checks`: would this decision, or this send, be allowed? The event is judged as if it were recorded now, by the fold that answers and findings
 * come from, so that a check and an answer never disagree. Nothing is recorded, and nobody is made known by it.
 */
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { type CaseFile, caseFile } from '../answers/case.js';
import { type Gathered, Gatherer, type Proposed } from '../answers/gather.js';
import { Narrator } from '../answers/narrative/narrator.js';
import { zoneOf } from '../answers/narrative/zone.js';
import { nothingOpened } from '../answers/opened.js';
import { inWords } from '../answers/sections/findings.js';
import { count, instant, text } from '../http/documented.js';
import { decisionById } from '../projections/decision.js';
import { ReadModels } from '../projections/projection.js';
import type { Json, JsonObject } from '../record/canonical.js';
import { Clock } from '../record/clock.js';
import { type Instant, parsePseudonym, recordIdOf, streamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { readCloudEvent } from '../recording/cloudevents.js';
import { OWN_SOURCE } from '../recording/own-events.js';
import { type Authority, type Prepared, prepare } from '../recording/prepare.js';
import { Vault } from '../vault/vault.js';
import type { Finding } from './finding.js';
import { FindingShown } from './finding-shown.js';
import { findingsOf } from './findings/rules.js';

export class Check {
  @ApiProperty({ type: Boolean, description: 'False where it would cause a finding of severity high' })
  readonly allowed!: boolean;
  @ApiProperty({
    type: [FindingShown],
    description: 'What it would cause, with the recorded facts that stand against it',
  })
  readonly findings!: readonly FindingShown[];
  @ApiProperty({ ...instant, description: 'The moment for which it was judged: the event’s `time`, or else now' })
  readonly at!: Instant;
  @ApiProperty({ ...text, description: 'Everything up to this position was looked at' }) readonly position!: string;
  @ApiProperty({ ...count, description: 'The same as a tree size: `checkedSize` of the message that is sent' })
  readonly size!: number;
}

export class CheckEvent extends Query<Check> {
  constructor(
    /** A CloudEvent in its JSON format, as it would be sent. */
    readonly body: Json,
    readonly by: Authority,
  ) {
    super();
  }
}

const CHECKED: ReadonlySet<string> = new Set(['decision.made', 'message.sent', 'message.presented']);
/** Whoever the ledger does not know: no record has this pseudonym. */
const UNKNOWN = parsePseudonym('00000000-0000-4000-8000-000000000000');
/** Of places and laws nothing is known before the answer is asked for. */
const NOWHERE = zoneOf(undefined);

@QueryHandler(CheckEvent)
export class CheckEventHandler implements IQueryHandler<CheckEvent> {
  constructor(
    private readonly gatherer: Gatherer,
    private readonly clock: Clock,
    @Inject(ReadModels) private readonly models: ReadModels,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** @throws LedgerError `invalid`, `foreign-source` as the event itself would be · `conflict` where the decision is recorded already */
  async execute({ body, by }: CheckEvent): Promise<Check> {
    const prepared = prepare(readCloudEvent(body), by);
    if (!CHECKED.has(prepared.definition.type)) {
      const detail = `Decisions and sends are checked before they happen: ${[...CHECKED].join(', ')}.`;
      throw new LedgerError('invalid', detail, [{ pointer: '/type', detail }]);
    }
    const asked = await this.#proposed(prepared);
    const { file, gathered } = await (prepared.definition.type === 'decision.made'
      ? this.#ofDecision(asked)
      : this.#ofMessage(asked));
    const found = findingsOf(file, new Map()).filter((finding) => isCausedBy(asked, finding));
    const recorded = new Set(gathered.records.flatMap(({ header, leaf }) => (leaf < gathered.size ? header.id : [])));
    const words = new Narrator('en', 'other', NOWHERE);
    return {
      allowed: found.every(({ severity }) => severity !== 'high'),
      findings: found.map((finding) => ({
        id: finding.id,
        rule: finding.rule,
        severity: finding.severity,
        law: finding.law,
        text: inWords(words, finding),
        concerns: finding.concerns,
        records: finding.records.filter((record) => recorded.has(record)),
      })),
      at: asked.header.occurredAt,
      position: String(gathered.position ?? 0),
      size: gathered.size,
    };
  }

  /** The record that would be made, unsealed: it goes no further than this check. */
  async #proposed({ fact, definition, data, id }: Prepared): Promise<Proposed> {
    const now = this.clock.now();
    const reference = fact.subject ?? '';
    const [known, fenced] = await Promise.all([this.vault.find(reference), this.vault.isFenced(reference)]);
    const subject = known ?? UNKNOWN;
    return proposal(data, {
      id,
      eventId: fact.id,
      type: definition.type,
      version: definition.version,
      stream: definition.streamOf(data, subject),
      occurredAt: fact.time ?? now,
      recordedAt: now,
      source: fact.source,
      subject,
      ...(fenced && { fenced: true as const }),
    });
  }

  async #ofDecision(asked: Proposed): Promise<Judged> {
    const decisionId = idIn(asked.body.data, 'decisionId') ?? '';
    const recorded = decisionById(this.models, decisionId);
    if (recorded?.made != null)
      throw new LedgerError(
        'conflict',
        `The decision ${decisionId} is recorded already; ask for its explanation. A new decision needs a new id.`,
        [{ pointer: '/data/decisionId', detail: 'Was used for another decision.' }],
      );
    return this.#judged(decisionId, [asked]);
  }

  /** A message is judged with its decision. Where none of this person stands in the ledger, something stands for it, and the message names none. */
  async #ofMessage(asked: Proposed): Promise<Judged> {
    const { decisionId, ...data } = asked.body.data;
    const { subject } = asked.header;
    const isRecorded = typeof decisionId === 'string' && decisionById(this.models, decisionId)?.made != null;
    const own = isRecorded ? await this.#caseOf(decisionId, [asked]) : null;
    if (own?.gathered.person.some((pseudonym) => pseudonym === subject)) return own;
    const missing = `check:${asked.header.id}`;
    const standIn = proposal(
      { decisionId: missing },
      {
        ...asked.header,
        id: recordIdOf(OWN_SOURCE, missing),
        type: 'decision.made',
        stream: streamName(`decision-${missing}`),
      },
    );
    return this.#judged(missing, [standIn, { ...asked, body: { data } }]);
  }

  async #judged(decisionId: string, proposed: readonly Proposed[]): Promise<Judged> {
    const judged = await this.#caseOf(decisionId, proposed);
    if (judged === null) throw new LedgerError('internal');
    return judged;
  }

  /** Null where no decision stands under the id: its producer took it back. */
  async #caseOf(decisionId: string, proposed: readonly Proposed[]): Promise<Judged | null> {
    const gathered = await this.gatherer.gather(decisionId, { proposed });
    const file = caseFile(gathered.records, nothingOpened, { decisionId, now: this.clock.now() });
    return file === null ? null : { file, gathered };
  }
}

/** The case with what was proposed in it. */
interface Judged {
  readonly file: CaseFile;
  readonly gathered: Gathered;
}

type Said = Omit<Proposed['header'], 'format' | 'actor' | 'contentTag' | 'bodyDigest'>;

/** Nobody sent it and nothing is hashed, so there is nobody and nothing to name. */
function proposal(data: JsonObject, said: Said): Proposed {
  const header = { format: 1, actor: '', contentTag: '', bodyDigest: '', ...said } as const;
  return { header, body: { data }, effectiveAt: said.recordedAt, digest: '' };
}

/** Not what was wrong before. A decision would also rely on those who approved its model and campaign, whose records do not name it. */
function isCausedBy({ header }: Proposed, { records, concerns }: Finding): boolean {
  return records.includes(header.id) || (header.type === 'decision.made' && concerns.kind === 'person');
}

function idIn(data: JsonObject, name: string): string | undefined {
  const id = data[name];
  return typeof id === 'string' ? id : undefined;
}
