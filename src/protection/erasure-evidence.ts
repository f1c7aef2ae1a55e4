/**
 * The erasure certificate as an evidence file of its own: the records that say so, with their proofs, and the certificate that anybody can make again from them.
 * It also names what cannot be called back: openings that left the house in evidence files before the erasure.
 */
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { GatheredRecord } from '../answers/facts.js';
import { RecordReader } from '../answers/record-reader.js';
import { readsMatching } from '../projections/access-read.js';
import { leafOfRecord } from '../projections/leaf.js';
import { ReadModels } from '../projections/projection.js';
import { EvidenceZip } from '../proof/evidence/decision-evidence.js';
import { Evidence } from '../proof/evidence/evidence.js';
import type { Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { erasureAnswer } from './certificate.js';
import { certifiedErasure } from './certified-erasure.js';
import { Persons } from './persons.js';

export class ErasureEvidence extends Query<EvidenceZip> {
  constructor(readonly consumer: Pseudonym) {
    super();
  }
}

@QueryHandler(ErasureEvidence)
export class ErasureEvidenceHandler implements IQueryHandler<ErasureEvidence> {
  constructor(
    private readonly persons: Persons,
    private readonly models: ReadModels,
    private readonly records: RecordReader,
    private readonly evidence: Evidence,
  ) {}

  /** @throws LedgerError `missing` where nobody was erased */
  async execute({ consumer }: ErasureEvidence): Promise<EvidenceZip> {
    const { state, pseudonyms } = await this.persons.of(consumer);
    const answer = erasureAnswer(consumer, state);
    if (answer.status !== 'erased') throw new LedgerError('missing', 'This consumer was not erased.');
    const decided = answer.records.flatMap((id) => leafOfRecord(this.models, id)?.leaf ?? []);
    const said = [...(await this.records.at(decided)), ...(await this.#openings(pseudonyms))];
    const certificate = certifiedErasure(consumer, said);
    if (certificate === null)
      throw new LedgerError('corrupt', 'The records of this erasure do not make its certificate.');
    const zip = await this.evidence.zipOf({
      kind: 'erasure',
      about: { consumer, requestId: answer.requestId },
      records: said.map(({ header }) => header.id),
      answer: JSON.parse(JSON.stringify(certificate)),
    });
    return new EvidenceZip(zip, [consumer], `erasure-${answer.requestId}.zip`);
  }

  /** Every `access.recorded` about the person that handed out openings. */
  async #openings(pseudonyms: readonly Pseudonym[]): Promise<readonly GatheredRecord[]> {
    const leaves = pseudonyms.flatMap((consumer) =>
      readsMatching(this.models, { consumer, role: 'auditor', limit: Number.MAX_SAFE_INTEGER }),
    );
    const reads = await this.records.at(leaves);
    return reads.filter(({ body }) => body.data.what === 'openings');
  }
}
