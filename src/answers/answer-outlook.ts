/** Sections of an answer, second part: what it means, what the person can do, what went wrong, and what stands behind the answer. */
import { event, recordId, records, sentences } from './answer-parts.js';
import { count, flag, instant, list, object, oneOf, optional, orNull, text } from './shape.js';

export const consequences = object('What it means for the person.', {
  text: orNull(text),
  significance: optional(text),
  records,
  sentences,
});

export const recipients = object('Who received data.', {
  items: list(
    object('Somebody who received data.', {
      name: text,
      how: text,
      safeguard: optional(text),
      at: optional(instant),
      records,
    }),
  ),
  retention: list(
    object('How long data is kept.', { collectionId: text, until: optional(instant), erased: flag, records }),
  ),
  sentences,
});

export const controls = object('What the person can do.', {
  items: list(object('One right and how to use it.', { id: text, text, law: text })),
  authority: orNull(object('Who hears complaints.', { name: text, url: text })),
  sentences,
});

export const fairness = object('How the model was checked for bias.', {
  audit: orNull(
    object('The last audit of this model version before the decision.', {
      auditId: text,
      at: instant,
      auditor: optional(text),
      independence: optional(text),
      attributes: list(text),
      conclusion: text,
      followUpAt: optional(instant),
      records,
    }),
  ),
  incidents: list(
    object('An incident that concerns it.', {
      incidentId: text,
      status: text,
      cause: optional(text),
      at: instant,
      records,
    }),
  ),
  sentences,
});

export const findings = object('What went wrong.', {
  items: list(
    object('A rule that was broken.', {
      id: text,
      rule: text,
      severity: oneOf('high', 'medium', 'low'),
      law: text,
      text,
      status: oneOf('open', 'acknowledged', 'remedied', 'dismissed'),
      knowableAtDecision: flag,
      concerns: object('What it is about.', { kind: text, id: text }),
      records,
    }),
  ),
  sentences,
});

export const withheld = object('What this reader does not see.', {
  items: list(object('One thing that is not shown.', { what: text, ground: text, where: text })),
  sentences,
});

export const proof = object('The records behind the answer, and how to check them.', {
  records: list(
    object('A cited record.', {
      id: recordId,
      type: text,
      leaf: count,
      digest: text,
      occurredAt: instant,
      recordedAt: instant,
    }),
  ),
  doesNotShow: list(text),
  sentences,
});

export const history = object('Earlier answers about the same decision.', {
  items: list(
    object('An earlier answer.', {
      inquiryId: text,
      at: instant,
      digest: optional(text),
      sinceThen: list(event),
      records,
    }),
  ),
  sentences,
});
