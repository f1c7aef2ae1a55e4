/** The one error class and the one table of what can go wrong: code → kind → sentence. Only `http/` turns a code into a status. */

export type ErrorKind = 'invalid' | 'missing' | 'conflict' | 'forbidden' | 'unavailable' | 'corrupt';

/** A place in the caller's input. `pointer` is an RFC 6901 JSON pointer into what was sent. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

export const errorTable = {
  malformed: { kind: 'invalid', title: 'The request cannot be parsed.' },
  invalid: { kind: 'invalid', title: 'The event does not match its schema.' },
  'too-large': { kind: 'invalid', title: 'The request is larger than this service takes.' },
  'unsupported-media-type': { kind: 'invalid', title: 'This content type is not taken here.' },
  'purpose-missing': { kind: 'invalid', title: 'Reading a record about a person needs a purpose.' },
  'bad-request': { kind: 'invalid', title: 'A parameter of the request is wrong.' },
  unauthenticated: { kind: 'forbidden', title: 'A valid token is needed.' },
  forbidden: { kind: 'forbidden', title: 'The role of this token does not allow this.' },
  'foreign-source': { kind: 'forbidden', title: 'This token may not send events of that source.' },
  missing: { kind: 'missing', title: 'There is no such thing in this ledger.' },
  conflict: { kind: 'conflict', title: 'The same source and id were recorded with other content.' },
  'wrong-revision': { kind: 'conflict', title: 'The stream is not at the expected revision.' },
  held: { kind: 'conflict', title: 'A legal hold forbids this.' },
  'already-locked': { kind: 'conflict', title: 'Another process holds this data folder.' },
  'method-not-allowed': { kind: 'invalid', title: 'This address does not take that method.' },
  'not-acceptable': { kind: 'invalid', title: 'None of the accepted forms is offered.' },
  'rate-limited': { kind: 'unavailable', title: 'Too many requests from this token.' },
  'not-yet': { kind: 'unavailable', title: 'The read models have not reached that position yet.' },
  overloaded: { kind: 'unavailable', title: 'The service is at its limit; nothing of this request was recorded.' },
  unavailable: { kind: 'unavailable', title: 'The service cannot do this now; ask again later.' },
  'unknown-outcome': { kind: 'unavailable', title: 'It is not known whether the record was stored; send it again.' },
  'not-json-value': { kind: 'invalid', title: 'A value cannot be said in JSON.' },
  configuration: { kind: 'invalid', title: 'The configuration is wrong.' },
  internal: {
    kind: 'unavailable',
    title: 'Something went wrong inside the service; its log has it under this traceId.',
  },
  corrupt: { kind: 'corrupt', title: 'Stored data is not as it was written.' },
} as const satisfies Record<string, { kind: ErrorKind; title: string }>;

export type ErrorCode = keyof typeof errorTable;

export class LedgerError extends Error {
  readonly kind: ErrorKind;

  /**
   * @param code a row of `errorTable`
   * @param detail what happened here and what would be right; never a personal value
   * @param errors the fields concerned, by JSON pointer
   */
  constructor(
    readonly code: ErrorCode,
    detail: string = errorTable[code].title,
    readonly errors: readonly FieldError[] = [],
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = 'LedgerError';
    this.kind = errorTable[code].kind;
  }
}
