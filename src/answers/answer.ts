/** What an answer is: one object with a key per section. From this shape come its TypeScript type and its JSON Schema. */
import type { JsonObject } from '../record/canonical.js';
import * as outlook from './answer-outlook.js';
import * as section from './answer-sections.js';
import { count, flag, instant, object, orNull, type Shaped, text } from './shape.js';

const sections = {
  decision: section.decision,
  permission: section.permission,
  data: section.data,
  procedure: section.procedure,
  counterfactuals: section.counterfactuals,
  consequences: outlook.consequences,
  recipients: outlook.recipients,
  controls: outlook.controls,
  fairness: outlook.fairness,
  findings: outlook.findings,
  withheld: outlook.withheld,
  proof: outlook.proof,
  history: outlook.history,
};

const says = 'The answer to "how was this decision made". The same records give the same answer, byte for byte.';
const answerShape = object(says, { header: object('What this answer is.', section.header), ...sections });

export type Answer = Shaped<typeof answerShape>;
export type SectionName = keyof Answer;
export const sectionNames: readonly SectionName[] = ['header', ...Object.keys(sections).filter(isSection)];

function isSection(name: string): name is keyof typeof sections {
  return Object.hasOwn(sections, name);
}

/** What the service adds to the header: where and when the answer was made. It stands outside the deterministic part. */
const made = {
  /** The answer's own id. */
  id: text,
  madeAt: instant,
  /** The log's position that had been reached, good for `asOf`, and the size of the tree there. */
  position: text,
  size: count,
  /** SHA-256 of the canonical answer without what stands here, lowercase hexadecimal. */
  digest: text,
  checkpoint: orNull(
    object('The signed checkpoint under which the answer stands; null before the first one.', {
      origin: text,
      size: count,
      /** Root hash, base64 as in the note. */
      root: text,
      /** Whether it holds every record behind the answer. One that does is there within a second, or at once with `checkpoint=covering`. */
      covers: flag,
      /** The signed note (C2SP tlog-checkpoint). */
      note: text,
    }),
  ),
};

const madeShape = object(says, {
  header: object('What this answer is, and when and where it was made.', { ...made, ...section.header }),
  ...sections,
});

/** An answer as it is served. */
export type MadeAnswer = Shaped<typeof madeShape>;

/** Of what is the same wherever and whenever it is made, and of what is served. */
export const deterministicSchema: JsonObject = answerShape.schema;
export const servedSchema: JsonObject = madeShape.schema;

export const answerSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: '/v1/schemas/answer',
  title: 'Answer',
  ...servedSchema,
};
