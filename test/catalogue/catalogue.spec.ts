/** The catalogue: every type of the design is there, its example is valid everywhere, its records go where the design says. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { definitionOf, definitions, types, upcast } from '../../src/catalogue/catalogue.js';
import { validate } from '../../src/catalogue/check.js';
import { compile } from '../../src/catalogue/compile.js';
import { type Defined, define, upcastThrough } from '../../src/catalogue/definition.js';
import { Id, Name, optional, Text } from '../../src/catalogue/field.js';
import { visitPath } from '../../src/catalogue/paths.js';
import { merge } from '../../src/catalogue/personal.js';
import type { JsonObject } from '../../src/record/canonical.js';
import { parsePseudonym } from '../../src/record/ids.js';
import { type Pick, rightData, wrongData } from '../support/event-data.js';
import { parsed } from '../support/split-data.js';

const ajv = new Ajv2020({ allowUnionTypes: true, strict: true, allErrors: false });
addFormats.default(ajv);
ajv.addVocabulary(['x-personal', 'x-group', 'x-vocabulary', 'x-reference']);

const cases = definitions.map((definition) => [`${definition.type} ${definition.version}`, definition] as const);
const someone = parsePseudonym('5f0c2a86-6d3b-4f4e-9a57-0d8f6b0f9c11');

function made(type: string): Defined {
  return definitions.find((definition) => definition.type === type) as Defined;
}

describe('the catalogue', () => {
  it('holds the types of the design and no others', () => {
    expect([...types].sort()).toEqual([...DESIGN].sort());
    expect(types.every((type) => /^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(type))).toBe(true);
  });

  it('finds a type by name, its newest version unless another is named, and knows what it does not know', () => {
    expect(definitionOf('decision.made')?.version).toBe(1);
    expect(definitionOf('decision.made', 1)?.type).toBe('decision.made');
    expect(definitionOf('decision.made', 2)).toBeUndefined();
    expect(definitionOf('decision.guessed')).toBeUndefined();
  });

  it.each(cases)(
    '%s has an example that the check and the JSON Schema take, and that names a stream',
    (_, definition) => {
      const { example } = definition;
      expect(definition.check(example.data)).toEqual([]);
      expect(schemaCheck(definition)(example.data)).toBe(true);
      expect(definition.unknownTerms(example.data)).toEqual([]);
      const stream = definition.streamOf(example.data, example.subject === undefined ? undefined : someone);
      expect(stream).toMatch(
        /^(consumer|model|policy|decision|campaign|message|person|audit|incident|assessment|consultation|inquiry|access|finding|ledger)-/,
      );
    },
  );

  it.each(cases)('%s requires a subject where it holds personal fields', (_, definition) => {
    if (definition.personal.length > 0) expect(definition.subject).toBe('required');
    if (definition.subject === 'none') expect(definition.example.subject).toBeUndefined();
  });

  it('seals what the design marks (P) and (A)', () => {
    const sealed = Object.fromEntries(
      definitions
        .filter((definition) => definition.personal.length > 0)
        .map((definition) => [definition.type, definition.personal.map((path) => path.join('/')).sort()]),
    );
    const detail = ['counterfactuals/*/changes/*/to', 'inputs/*/value', 'steps/*/actual'];
    expect(sealed).toEqual({
      'consent.given': ['signals/gppString', 'signals/tcString'],
      'consent.renewed': ['signals/gppString', 'signals/tcString'],
      'signal.received': ['raw'],
      'data.collected': ['values'],
      'data.observed': ['values'],
      'data.obtained': ['values'],
      'data.derived': ['values'],
      'data.inferred': ['values'],
      'data.rectified': ['values'],
      'decision.made': detail,
      'decision.withheld': detail,
      'decision.explained': ['counterfactuals/*/changes/*/to'],
      'decision.reviewed': ['consumerView'],
      'decision.overridden': ['consumerView'],
      'decision.contested': ['consumerView'],
      'decision.reversed': ['consumerView'],
      'interaction.observed': ['text'],
      'complaint.received': ['text'],
      'optout.received': ['text'],
      'inquiry.received': ['text'],
      'inquiry.answered': ['notes'],
    });
    const grouped = definitions.filter((definition) => definition.groups.length > 0);
    expect(grouped.map(({ type, groups }) => [type, groups])).toEqual([
      ['decision.made', [['groups']]],
      ['decision.withheld', [['groups']]],
    ]);
    expect(made('identity.linked').references).toEqual([['otherSubject']]);
  });

  it('sends a reaction to its message, else to its decision, else to the consumer', () => {
    const { streamOf } = made('complaint.received');
    expect(streamOf({ messageId: 'm-1', decisionId: 'd-1', kind: 'phone' }, someone)).toBe('message-m-1');
    expect(streamOf({ decisionId: 'd-1', kind: 'phone' }, someone)).toBe('decision-d-1');
    expect(streamOf({ kind: 'phone' }, someone)).toBe(`consumer-${someone}`);
    expect(() => streamOf({ kind: 'phone' }, undefined)).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(made('access.recorded').streamOf({}, undefined)).toBe('access-bulk');
    expect(made('outcome.observed').streamOf({ decisionId: 'd-1' }, undefined)).toBe('decision-d-1');
  });

  it('names terms that are not in the vocabulary and takes them all the same', () => {
    const { example, check, unknownTerms } = made('decision.made');
    const data = {
      ...example.data,
      purpose: 'dpv:Astrology',
      inputs: [{ name: 'a', value: 1, category: 'pd:Aura', origin: 'observed' }],
    };
    expect(check(data)).toEqual([]);
    expect(
      unknownTerms(data)
        .map((warning) => warning.pointer)
        .sort(),
    ).toEqual(['/inputs/0/category', '/purpose']);
  });

  it.each([
    ['consent.given', 'signals', {}],
    ['decision.made', 'inputs', []],
  ])('%s is taken with %s empty', (type, field, empty) => {
    const { example, check } = made(type);
    expect(check({ ...example.data, [field]: empty })).toEqual([]);
  });

  it('takes a decision without model, policy and reasons, and one withheld with nothing but its reason', () => {
    const { decisionId, question, outcome, purpose, basis, automation, significance } =
      made('decision.made').example.data;
    const bare = { decisionId, question, outcome, purpose, basis, automation, significance, inputs: [], steps: [] };
    expect(made('decision.made').check(bare as JsonObject)).toEqual([]);
    expect(made('decision.withheld').check({ decisionId: 'dec-1', reason: 'noConsent' })).toEqual([]);
  });
});

describe('what a refusal says', () => {
  const { example, check } = made('decision.made');
  const input = { name: 'a', value: 1, category: 'pd:Purchase', origin: 'observed' };

  it.each<[string, unknown, string, RegExp]>([
    [
      'a missing field',
      { ...example.data, question: undefined },
      '/question',
      /missing \(What was to be decided\).* must be text of 1 to 500/,
    ],
    ['null', { ...example.data, score: null }, '/score', /must be a finite number; null was sent/],
    ['an unknown field', { ...example.data, scores: 1 }, '/scores', /no such field here.*score/],
    [
      'an unknown nested field',
      { ...example.data, inputs: [input, { ...input, x: 1 }] },
      '/inputs/1/x',
      /no such field here.*name, value/,
    ],
    ['an id with a space', { ...example.data, decisionId: 'dec 1' }, '/decisionId', /must be an id of 1 to 128/],
    [
      'a value that is none of a list',
      { ...example.data, automation: 'mostly' },
      '/automation',
      /one of full, assisted, human/,
    ],
    ['an object in place of a list', { ...example.data, inputs: {} }, '/inputs', /must be a list of at most 1,000/],
    [
      'too many inputs',
      { ...example.data, inputs: Array.from({ length: 1_001 }, () => input) },
      '/inputs',
      /at most 1,000/,
    ],
    [
      'a wrong element',
      { ...example.data, inputs: [{ ...input, collectionIds: ['a', 'b c'] }] },
      '/inputs/0/collectionIds/1',
      /must be an id/,
    ],
    ['a list inside a list', { ...example.data, inputs: [[input]] }, '/inputs/0', /must be an object; a list was sent/],
    ['a polluting key', JSON.parse('{"__proto__":{"admin":true}}'), '/__proto__', /no such field/],
    ['an inherited name', { ...example.data, constructor: 1 }, '/constructor', /no such field/],
    [
      'a polluting key in a map',
      { ...example.data, groups: JSON.parse('{"__proto__":"x"}') },
      '/groups',
      /must be an object whose values/,
    ],
    [
      'a polluting key in a value',
      { ...example.data, inputs: [{ ...input, value: JSON.parse('{"a":{"__proto__":1}}') }] },
      '/inputs/0/value',
      /without keys named __proto__/,
    ],
    ['a number JSON cannot say', { ...example.data, score: Number.POSITIVE_INFINITY }, '/score', /finite/],
    ['a list in place of data', [], '', /data must be an object; a list was sent/],
  ])('%s', (_, data, pointer, detail) => {
    expect(check(data)).toContainEqual({ pointer, detail: expect.stringMatching(detail) });
  });

  it('never repeats a value, which may be personal', () => {
    const errors = check({ ...example.data, score: 'secret-4711', decisionId: 'secret 4711', inputs: 'secret-4711' });
    expect(errors).toHaveLength(3);
    expect(JSON.stringify(errors)).not.toContain('4711');
  });

  it('ends after a hundred errors', () => {
    const inputs = Array.from({ length: 1_000 }, () => ({}));
    expect(check({ ...example.data, inputs })).toHaveLength(100);
  });

  it('asks for an instant with its zone', () => {
    const when = made('consent.withdrawn');
    const at = (effectiveAt: string) => when.check({ ...when.example.data, effectiveAt });
    expect(at('2026-03-05T19:22:31.5+01:00')).toEqual([]);
    expect(at('2026-03-05T19:22:31')).toEqual([expect.objectContaining({ pointer: '/effectiveAt' })]);
    expect(at('2026-02-30T00:00:00Z')).toHaveLength(1);
  });
});

describe('compiled check, class-validator and JSON Schema', () => {
  it.each(cases)('%s: all three say the same of right and wrong data', (_, definition) => {
    const accepts = compile(definition.shape);
    const bySchema = schemaCheck(definition);
    const schema = definition.jsonSchema();
    fc.assert(
      fc.property(fc.gen(), fc.boolean(), (choose, right) => {
        const pick: Pick = (below) => choose(fc.nat, { max: below - 1 });
        const data = right ? rightData(schema, pick) : wrongData(schema, pick);
        const verdict = validate(definition.shape, data).length === 0;
        if (right) expect(verdict).toBe(true);
        expect(accepts(data)).toBe(verdict);
        if (!beyondJsonSchema(data)) expect(bySchema(data)).toBe(verdict);
      }),
      { numRuns: 30 },
    );
  });
});

describe('versions', () => {
  class PingV1 {
    @Id('The ping') pingId!: string;
    @Text('Who', optional) who?: string;
  }
  class PingV2 {
    @Id('The ping') pingId!: string;
    @Name('Who') sender!: string;
  }
  const options = {
    type: 'ping.sent',
    stream: 'ping-<pingId>',
    says: 'A ping.',
    subject: 'none',
    writtenBy: 'producer',
  } as const;
  const first = define(PingV1, { ...options, version: 1, example: { data: { pingId: 'p-1', who: 'a' } } }, 'ledger');
  const second = define(
    PingV2,
    {
      ...options,
      version: 2,
      example: { data: { pingId: 'p-1', sender: 'a' } },
      upcast: ({ who = 'unknown', ...rest }) => ({ ...rest, sender: who }),
    },
    'ledger',
  );

  it('brings old data to the newest version and leaves new data alone', () => {
    expect(upcastThrough([first, second], 1, { pingId: 'p-1', who: 'b' })).toEqual({ pingId: 'p-1', sender: 'b' });
    expect(upcastThrough([first, second], 2, { pingId: 'p-1', sender: 'b' })).toEqual({ pingId: 'p-1', sender: 'b' });
    const { data } = made('decision.made').example;
    expect(upcast('decision.made', 1, data)).toBe(data);
  });

  it('does not start with an example that is not valid', () => {
    const broken = { ...options, version: 3, example: { data: { pingId: 'p 1', sender: 'a' } } };
    expect(() => define(PingV2, broken, 'ledger')).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});

describe('splitting off what is sealed, and merging what was opened', () => {
  it.each(cases)(
    '%s: split and merge give back any right data, and nothing marked stays open',
    (_, { jsonSchema, split, personal, groups }) => {
      fc.assert(
        fc.property(fc.gen(), (choose) => {
          const data = rightData(jsonSchema(), (below) => choose(fc.nat, { max: below - 1 }));
          const before = structuredClone(data);
          const parts = parsed(split(data));
          expect(data).toEqual(before);
          expect(merge(merge(parts.open, parts.personal), parts.groups)).toEqual(data);
          for (const path of [...personal, ...groups]) {
            visitPath(parts.open, path, (value) => {
              throw new Error(`${path.join('/')} stayed open: ${String(value)}`);
            });
          }
        }),
        { numRuns: 20 },
      );
    },
  );

  it('takes each value by its pointer, a missing one not at all', () => {
    const { split, example } = made('decision.made');
    const parts = parsed(split(example.data));
    expect(parts.personal).toMatchObject({ '/inputs/1/value': 0.81, '/steps/0/actual': 'valid' });
    expect(Object.keys(parts.personal ?? {})).not.toContain('/steps/3/actual');
    expect(parts.groups).toEqual({ '/groups': example.data.groups });
    expect(made('model.approved').split(made('model.approved').example.data).personal).toBeNull();
  });

  it('puts each value back at its pointer and leaves the open data as they are', () => {
    const open = { decisionId: 'd', inputs: [{ name: 'a' }, { name: 'b' }], signals: {} };
    const before = structuredClone(open);
    const opened = {
      '/inputs/1/value': { x: 1 },
      '/signals/tcString': 'tc',
      '/a~1b~0c': 7,
      '/extensions/tenant': 'x',
      '/inputs/9/value': 1,
    };
    expect(merge(open, opened)).toEqual({
      decisionId: 'd',
      inputs: [{ name: 'a' }, { name: 'b', value: { x: 1 } }],
      signals: { tcString: 'tc' },
      'a/b~c': 7,
    });
    expect(open).toEqual(before);
    expect(merge(open, null)).toBe(open);
  });

  it('treats __proto__ as a name like any other', () => {
    const merged = merge({}, { '/__proto__': { admin: true } });
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });
});

/** JSON Schema cannot forbid a key at any depth of a free value. */
function beyondJsonSchema(data: JsonObject): boolean {
  return JSON.stringify(data).includes('"__proto__"');
}

function schemaCheck(definition: Defined): ValidateFunction {
  const schema = definition.jsonSchema();
  return ajv.getSchema(String(schema.$id)) ?? ajv.compile(schema);
}

const DESIGN: readonly string[] = [
  ...family('notice', 'served'),
  ...family('consent', 'given renewed refused withdrawn expired invalidated'),
  ...family('processing', 'objected restricted'),
  ...family('signal', 'received'),
  ...family('data', 'collected observed obtained derived inferred rectified shared anonymised erased'),
  ...family('identity', 'linked unlinked'),
  ...family('subject', 'reauthorised erased'),
  ...family('model', 'registered approved retired'),
  ...family('policy', 'published'),
  ...family('decision', 'made withheld explained reviewed overridden contested reversed'),
  ...family('outcome', 'observed'),
  ...family('campaign', 'proposed approved rejected paused ended'),
  ...family('audience', 'built'),
  ...family('message', 'sent delivered bounced presented refused'),
  ...family('interaction', 'observed'),
  ...family('complaint', 'received'),
  ...family('optout', 'received'),
  ...family('training', 'completed'),
  ...family('biasaudit', 'completed'),
  ...family('assessment', 'recorded'),
  ...family('stakeholder', 'consulted finding answered'),
  ...family('incident', 'opened scoped closed'),
  ...family('remedy', 'applied'),
  ...family('inquiry', 'received identity-requested identity-verified extended answered refused closed'),
  ...family('access', 'recorded'),
  ...family('erasure', 'requested approved'),
  ...family('hold', 'placed released'),
  ...family('value', 'unmasked'),
  ...family('finding', 'acknowledged remedied dismissed'),
  ...family('record', 'corrected redacted'),
  ...family('verification', 'run'),
  ...family('key', 'rotated'),
  ...family('setting', 'changed'),
];

function family(name: string, past: string): readonly string[] {
  return past.split(' ').map((verb) => `${name}.${verb}`);
}
