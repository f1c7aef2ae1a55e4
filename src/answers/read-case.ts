/** A decision's case as it stands: its records gathered, opened for a reader, and folded together with what became of its findings. */
import { Inject, Injectable } from '@nestjs/common';
import type { ProducerGaps } from '../oversight/findings/producer-gap.js';
import { findingsOf } from '../oversight/findings/rules.js';
import { ReadModels } from '../projections/projection.js';
import { missingNumbers } from '../projections/source.js';
import type { Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { Vault } from '../vault/vault.js';
import { type CaseFile, caseFile, type Question } from './case.js';
import type { GatheredRecord } from './facts.js';
import { type Gathered, Gatherer } from './gather.js';
import { nothingOpened, openFor } from './opened.js';

export interface Case {
  readonly file: CaseFile;
  /** What is missing in the numbering of its producers. */
  readonly gaps: ProducerGaps;
  readonly gathered: Gathered;
  /** What was gathered, and what became of the findings. */
  readonly records: readonly GatheredRecord[];
}

@Injectable()
export class CaseReader {
  constructor(
    private readonly gatherer: Gatherer,
    @Inject(ReadModels) private readonly models: ReadModels,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /**
   * @param opens whether personal values of this person may be opened for the reader
   * @param asOfSize the tree size that the question's `asOf` names
   * @throws LedgerError `missing` where no such decision is recorded, or known within the bounds
   */
  async read(
    question: Question,
    opens: (person: readonly Pseudonym[]) => Promise<boolean>,
    asOfSize?: number,
  ): Promise<Case> {
    const { decisionId } = question;
    const gathered = await this.gatherer.gather(decisionId, { asOfSize });
    if (gathered.records.length === 0) throw notRecorded(decisionId);
    const opened = (await opens(gathered.person)) ? await openFor(this.vault, gathered.records) : nothingOpened;
    const first = caseFile(gathered.records, opened, question);
    if (first === null)
      throw new LedgerError(
        'missing',
        `The decision ${decisionId} is recorded, but within the bounds "asOf" and "at" it was not known or had not happened.`,
      );
    const sources = first.facts.map(({ source }) => source);
    const { gaps, became } = this.models.together(() => {
      const gaps = missingNumbers(this.models, sources);
      const became = this.gatherer.findingSteps(() => findingsOf(first, gaps).map(({ id }) => id), gathered.size);
      return { gaps, became };
    });
    const steps = await became;
    if (steps.length === 0) return { file: first, gaps, gathered, records: gathered.records };
    const records = [...gathered.records, ...steps];
    return { file: caseFile(records, opened, question) ?? first, gaps, gathered, records };
  }
}

export function notRecorded(decisionId: string): LedgerError {
  return new LedgerError('missing', `No decision ${decisionId} is recorded in this ledger.`);
}
