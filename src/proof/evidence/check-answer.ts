/** Whether the answer in an evidence file is the one that its records make; one of another build of the program cannot be judged here. */
import type { JsonObject } from '../../record/canonical.js';
import { ANSWER, type EvidenceFiles, type EvidenceManifest, textOf } from './evidence-format.js';
import type { EvidenceCheck, EvidenceTools } from './verify-evidence.js';

export function checkAnswer(
  files: EvidenceFiles,
  manifest: EvidenceManifest,
  opened: ReadonlyMap<string, JsonObject>,
  { answers }: EvidenceTools,
  checks: EvidenceCheck[],
): void {
  const answer = files.get(ANSWER);
  if (answer === undefined || answers === undefined) return;
  const again = answers.recompute(files, manifest, opened);
  const same = again === textOf(answer);
  if (!same && manifest.answersVersion !== undefined && manifest.answersVersion !== answers.version) {
    const made = `made by version ${manifest.answersVersion} of the answers' code and wording, this is ${answers.version}`;
    const says = `The answer was ${made}: it cannot be computed again here. The records it rests on are checked above.`;
    checks.push({ check: 'answer', ok: true, unchecked: true, says });
    return;
  }
  const says =
    again === null
      ? 'The answer cannot be made from these records.'
      : 'The records give another answer than the one in the file.';
  checks.push({
    check: 'answer',
    ok: same,
    says: same ? 'The records give this very answer when it is computed again.' : says,
  });
}
