/** The query behind `GET /v1/decisions/{id}/evidence`: everything an answer rests on, with proofs, and openings where the reader may see values. */
import { Inject, StreamableFile } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Caller } from '../../access/roles.js';
import { Unmasking } from '../../access/unmasking.js';
import { type CaseFile, caseFile } from '../../answers/case.js';
import type { GatheredRecord } from '../../answers/facts.js';
import { Gatherer } from '../../answers/gather.js';
import { nothingOpened, openFor } from '../../answers/opened.js';
import { findingsOf } from '../../oversight/findings/rules.js';
import { ReadModels } from '../../projections/projection.js';
import { missingNumbers } from '../../projections/source.js';
import { Clock } from '../../record/clock.js';
import type { Pseudonym, RecordId } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import { OwnEvents } from '../../recording/own-events.js';
import { openingOf } from '../../vault/seal.js';
import { Vault } from '../../vault/vault.js';
import { Evidence } from './evidence.js';
import type { Opening } from './evidence-format.js';
import { answerText } from './recompute.js';

/** The zip, and whose record it shows. */
export class EvidenceZip extends StreamableFile {
  constructor(
    zip: Uint8Array,
    readonly subjects: readonly Pseudonym[],
    name: string,
  ) {
    super(zip, { type: 'application/zip', disposition: `attachment; filename="${name}"`, length: zip.length });
  }
}

export class DecisionEvidence extends Query<EvidenceZip> {
  constructor(
    readonly decisionId: string,
    readonly caller: Caller,
    readonly purpose: string,
  ) {
    super();
  }
}

@QueryHandler(DecisionEvidence)
export class DecisionEvidenceHandler implements IQueryHandler<DecisionEvidence> {
  constructor(
    private readonly gatherer: Gatherer,
    private readonly evidence: Evidence,
    private readonly unmasking: Unmasking,
    private readonly own: OwnEvents,
    private readonly clock: Clock,
    @Inject(ReadModels) private readonly models: ReadModels,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** @throws LedgerError `missing` where no such decision is recorded */
  async execute({ decisionId, caller, purpose }: DecisionEvidence): Promise<EvidenceZip> {
    const now = this.clock.now();
    const { records, size } = await this.gatherer.gather(decisionId);
    const masked = caseFile(records, nothingOpened, { decisionId, now });
    if (masked === null) throw new LedgerError('missing', `No decision ${decisionId} is recorded in this ledger.`);
    const gaps = missingNumbers(
      this.models,
      masked.facts.map(({ source }) => source),
    );
    const steps = await this.gatherer.findingSteps(() => findingsOf(masked, gaps).map(({ id }) => id), size);
    const all = [...records, ...steps];
    const opens = await this.unmasking.isOpen([...masked.person], caller);
    const opened = opens ? await openFor(this.vault, all) : nothingOpened;
    const file = caseFile(all, opened, { decisionId, now }) ?? masked;
    const openings = await this.openingsOf(all, [...opened.keys()]);
    if (openings.length > 0) await this.recordOpenings(file, openings, caller, purpose);
    const zip = await this.evidence.zipOf({
      kind: 'decision',
      about: { decisionId, tier: 'auditor', language: 'en', missingNumbers: Object.fromEntries(gaps) },
      records: all.map(({ header }) => header.id),
      openings,
      answer: JSON.parse(answerText(file, gaps)),
      madeAt: now,
    });
    const { subject } = file.decision;
    return new EvidenceZip(zip, subject === undefined ? [] : [subject], `evidence-${decisionId}.zip`);
  }

  private async openingsOf(records: readonly GatheredRecord[], ids: readonly RecordId[]): Promise<readonly Opening[]> {
    const headers = records.map(({ header }) => header).filter(({ id }) => ids.includes(id));
    const keys = await this.vault.dataKeys([...new Set(headers.flatMap(({ subject }) => subject ?? []))]);
    return headers.flatMap(({ id, subject }) => {
      const key = subject && keys.get(subject);
      if (key === undefined) return [];
      return [{ record: id, part: 'sealed' as const, opening: Buffer.from(openingOf(key, id)).toString('base64') }];
    });
  }

  /** What has left the house cannot be called back: an erasure certificate names it from these records. */
  private async recordOpenings(
    file: CaseFile,
    openings: readonly Opening[],
    caller: Caller,
    purpose: string,
  ): Promise<void> {
    const { subject, id } = file.decision;
    if (subject === undefined) return;
    const sections = openings.map(({ record }) => record);
    const data = { who: caller.id, role: 'auditor', purpose, what: 'openings', sections, query: { decision: id } };
    await this.own.record({ type: 'access.recorded', data, subject }, caller.id);
  }
}
