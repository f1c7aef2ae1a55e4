/** What can be judged of an event without asking anybody: its type, its version, its `data`, its subject, its source, and its permanent id. Pure. */
import { definitionOf } from '../catalogue/catalogue.js';
import type { EventDefinition } from '../catalogue/event.js';
import type { JsonObject } from '../record/canonical.js';
import { type Pseudonym, type RecordId, recordIdOf } from '../record/ids.js';
import { type FieldError, LedgerError } from '../record/ledger-error.js';
import { normalReference } from '../vault/subjects.js';
import { type CloudEvent, summary } from './cloudevents.js';
import { referencesIn } from './references.js';

/** On whose word an event is recorded. */
export interface Authority {
  /** Id of the token; becomes the record's `actor`. */
  readonly id: string;
  /** `source` values it may send; `*` for any. */
  readonly sources: readonly string[];
  /** The ledger itself: may write the types that only the ledger writes, and names people by pseudonym. */
  readonly own?: true;
}

/** An event to be recorded. The ledger's own events name their subject by pseudonym. */
export interface Fact extends CloudEvent {
  readonly pseudonym?: Pseudonym;
}

export interface Prepared {
  readonly fact: Fact;
  readonly definition: EventDefinition;
  readonly data: JsonObject;
  readonly id: RecordId;
  /** Other consumers that `data` names, as sent. */
  readonly references: readonly string[];
  readonly warnings: readonly FieldError[];
}

/** @throws LedgerError `invalid` with every error by JSON pointer · `foreign-source` */
export function prepare(fact: Fact, by: Authority): Prepared {
  const definition = definitionFor(fact, by);
  const errors: FieldError[] = [];
  if (fact.data === undefined) errors.push({ pointer: '/data', detail: 'Is required and is missing.' });
  else for (const error of definition.check(fact.data)) errors.push({ ...error, pointer: `/data${error.pointer}` });
  const subject = subjectFault(fact, definition);
  if (subject !== undefined) errors.push({ pointer: '/subject', detail: subject });
  const { data } = fact;
  if (errors.length > 0 || !isObject(data)) throw new LedgerError('invalid', summary(errors), errors);
  const references = definition.references.length === 0 || by.own ? [] : referencesIn(definition, data);
  if (references.some((reference) => normalReference(reference) === null)) {
    const wrong = { pointer: '/data', detail: 'Another consumer is named as scheme:value, for example crm:C-10442.' };
    throw new LedgerError('invalid', wrong.detail, [wrong]);
  }
  const id = recordIdOf(fact.source, fact.id);
  if (!by.sources.includes('*') && !by.sources.includes(fact.source))
    throw new LedgerError(
      'foreign-source',
      `This token may send events of ${listed(by.sources)}, not of this source.`,
      [{ pointer: '/source', detail: 'Belongs to another producer.' }],
    );
  const warnings = definition.unknownTerms(data);
  return {
    fact,
    definition,
    data,
    id,
    references,
    warnings: warnings.length === 0 ? warnings : warnings.map((term) => ({ ...term, pointer: `/data${term.pointer}` })),
  };
}

function definitionFor(fact: Fact, by: Authority): EventDefinition {
  const definition = definitionOf(fact.type, fact.version);
  if (definition === undefined) {
    const [pointer, detail] =
      definitionOf(fact.type) === undefined
        ? ['/type', 'There is no event type of this name; GET /v1/schemas lists them.']
        : ['/dataschema', `There is no version ${fact.version} of ${fact.type}; GET /v1/schemas lists them.`];
    throw new LedgerError('invalid', detail, [{ pointer, detail }]);
  }
  if (definition.writtenBy === 'ledger' && !by.own) {
    const detail = `Events of type ${fact.type} are written by the ledger itself.`;
    throw new LedgerError('invalid', detail, [{ pointer: '/type', detail }]);
  }
  return definition;
}

function subjectFault({ subject, pseudonym, type }: Fact, definition: EventDefinition): string | undefined {
  const named = subject !== undefined || pseudonym !== undefined;
  if (definition.subject === 'required' && !named)
    return `Events of type ${type} are about a consumer: name them as "scheme:value", for example "crm:C-10442".`;
  if (definition.subject === 'none' && named)
    return `Events of type ${type} are about no consumer and carry no subject; what they are about stands in their data.`;
  return undefined;
}

function listed(sources: readonly string[]): string {
  return sources.length === 0 ? 'no source' : sources.map((source) => `"${source}"`).join(', ');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
