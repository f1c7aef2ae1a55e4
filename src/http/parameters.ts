/** Query parameters, each declared once: from the declaration come its value, the sentence that refuses a wrong one, and its entry in the OpenAPI document. */
import { applyDecorators } from '@nestjs/common';
import { ApiQuery, type OpenAPIObject } from '@nestjs/swagger';
import { type Instant, parseInstant } from '../record/ids.js';
import { type FieldError, LedgerError } from '../record/ledger-error.js';

/** What Fastify gives: the values of a name that was sent twice stand in a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A value, or what would be right in its place. */
export type Reading<T> = { readonly value: T } | { readonly wrong: readonly string[] };

export interface Parameter<T> {
  readonly description: string;
  readonly schema: NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
  readonly required: boolean;
  /** Asked with `undefined` where a request does not give it, or gives it empty. */
  readonly parse: (text: string | undefined) => Reading<T>;
}

type Declared = Readonly<Record<string, Parameter<unknown>>>;

export type Values<D extends Declared> = {
  readonly [Name in keyof D]: D[Name] extends Parameter<infer T> ? T : never;
};

export interface ParameterSet<D extends Declared> {
  readonly declared: D;
  /** @throws LedgerError `bad-request` with every wrong parameter */
  readonly read: (query: Query) => Values<D>;
}

/**
 * All that a route takes, beside `purpose` and `wait`. Unknown parameters are refused, for a mistyped filter would show too much.
 * @param together what is wrong between parameters that are right one by one, by the name that is told so
 */
export function parametersOf<D extends Declared>(
  declared: D,
  together: (values: Partial<Values<D>>) => Partial<Record<keyof D, string>> = () => ({}),
): ParameterSet<D> {
  const names = Object.keys(declared);
  const isKnown = (name: string): boolean => names.includes(name) || Object.hasOwn(takenEverywhere, name);
  const read = (query: Query): Values<D> => {
    const unknown = Object.keys(query).filter((name) => !isKnown(name));
    const readings = Object.entries(declared).map(([name, one]) => ({ name, ...readingOf(one, query[name]) }));
    // Each value comes from the parameter of its name.
    const values = Object.fromEntries(readings.map(({ name, value }) => [name, value])) as Values<D>;
    refuse([
      ...unknown.map((name) => errorAt(name, `is not a parameter here; there are ${names.join(', ')}`)),
      ...readings.flatMap(({ name, wrong }) => wrong.map((detail) => errorAt(name, detail))),
      ...Object.entries(together(values)).map(([name, detail]) => errorAt(name, String(detail))),
    ]);
    return values;
  };
  return { declared, read };
}

/** Says in the OpenAPI document what a route takes; its handler reads the same set. */
export function Takes({ declared }: ParameterSet<Declared>): MethodDecorator {
  const entries = Object.entries(declared).map(([name, { description, schema, required }]) =>
    ApiQuery({ name, required, description, schema }),
  );
  return applyDecorators(...entries);
}

/** The kinds of parameters; each is absent where a request does not give it. */
export const parameter = {
  text: (description: string, more: Parameter<unknown>['schema'] = {}): Parameter<string | undefined> =>
    parsed(description, { type: 'string', ...more }, (value) => ({ value })),

  instant: (description: string): Parameter<Instant | undefined> =>
    parsed(description, { anyOf: [{ type: 'string', format: 'date-time' }, DAY] }, (text) =>
      instantIn(
        DAY_FORM.test(text) ? `${text}T00:00:00Z` : text,
        'must be an RFC 3339 date-time with its zone, for example 2026-03-02T09:14:00Z, or a day (UTC)',
      ),
    ),

  /** A day of UTC, as its first instant. */
  day: (description: string): Parameter<Instant | undefined> =>
    parsed(description, DAY, (text) =>
      instantIn(DAY_FORM.test(text) ? `${text}T00:00:00Z` : '', 'must be a whole day (UTC), for example 2026-03-02'),
    ),

  whole: (least: number, most: number, description: string): Parameter<number | undefined> =>
    parsed(description, { type: 'integer', minimum: least, maximum: most }, (text) => {
      const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
      return value >= least && value <= most
        ? { value }
        : { wrong: [`must be a whole number from ${least} to ${most}`] };
    }),

  oneOf: <const T extends string>(values: readonly T[], description: string): Parameter<T | undefined> =>
    parsed(description, { type: 'string', enum: [...values] }, (text) => {
      const value = values.find((allowed) => allowed === text);
      return value === undefined ? { wrong: [`must be one of ${values.join(', ')}`] } : { value };
    }),

  /** One of a route's own kind. */
  parsed,

  /** One that means this value where a request does not give it. */
  usually: <T>(one: Parameter<T | undefined>, value: T): Parameter<T> => ({
    ...one,
    schema: { ...one.schema, default: value },
    parse: (text) => {
      const reading = one.parse(text);
      return 'wrong' in reading ? reading : { value: reading.value ?? value };
    },
  }),

  /** One that a request has to give; `detail` says so. */
  required: <T>(one: Parameter<T | undefined>, detail: string): Parameter<T> => ({
    ...one,
    required: true,
    parse: (text) => {
      const reading = one.parse(text);
      if ('wrong' in reading) return reading;
      return reading.value === undefined ? { wrong: [detail] } : { value: reading.value };
    },
  }),
};

/** What no route needs to declare: why somebody reads (`access/ledgered-reads.ts`), and what the answer must have seen (`waiting.ts`). */
export const takenEverywhere = {
  purpose: parameter.text('The same as the header x-purpose, which goes before it'),
  wait: parameter.text(
    'A position that this service gave, or size: and a tree size: the answer is made when it has been seen, within ten seconds',
  ),
};

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/;
const DAY = { type: 'string', format: 'date' } as const;

function parsed<T>(
  description: string,
  schema: Parameter<T>['schema'],
  parse: (text: string) => Reading<T>,
): Parameter<T | undefined> {
  return {
    description,
    schema,
    required: false,
    parse: (text) => (text === undefined ? { value: undefined } : parse(text)),
  };
}

function instantIn(text: string, detail: string): Reading<Instant> {
  const value = parseInstant(text);
  return value === null ? { wrong: [detail] } : { value };
}

function readingOf<T>(one: Parameter<T>, given: Query[string]) {
  const twice = given === undefined || typeof given === 'string' ? [] : ['is given more than once'];
  const reading = one.parse(typeof given === 'string' && given !== '' ? given : undefined);
  return 'wrong' in reading
    ? { value: undefined, wrong: [...twice, ...reading.wrong] }
    : { value: reading.value, wrong: twice };
}

function errorAt(name: string, detail: string): FieldError {
  return { pointer: `/${name}`, detail };
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const sentence = errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
  throw new LedgerError('bad-request', sentence, errors);
}
