import fc from 'fast-check';
import { definitionOf, definitions } from '../../src/catalogue/catalogue.js';
import type { EventDefinition } from '../../src/catalogue/event.js';
import { canonical, type JsonObject } from '../../src/record/canonical.js';
import { withPseudonyms } from '../../src/recording/references.js';
import { parsed } from '../support/split-data.js';

function split(definition: EventDefinition, data: JsonObject) {
  const { whole, open, personal, groups } = definition.split(data);
  return { whole: text(whole), open: text(open), personal: personal && text(personal), groups: groups && text(groups) };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function decision(): EventDefinition {
  const definition = definitionOf('decision.made');
  if (definition === undefined) throw new Error('no such type');
  return definition;
}

/** That they say what was sent, the catalogue's own tests hold. */
function expectCanonical(definition: EventDefinition, data: JsonObject): void {
  const texts = split(definition, data);
  const { open, personal, groups } = parsed(definition.split(data));
  expect(texts).toEqual({
    whole: canonical(data),
    open: canonical(open),
    personal: personal && canonical(personal),
    groups: groups && canonical(groups),
  });
}

describe('taking data apart', () => {
  test.each(definitions.map((definition) => [definition.type, definition] as const))(
    '%s: every text is canonical',
    (_type, definition) => expectCanonical(definition, definition.example.data),
  );

  test('also where keys look like list indices, in any order of members, and beyond ASCII', () => {
    const keys = fc.constantFrom('10', '9', 'b', 'a', 'ä', '~', '/');
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', '\\', '\u007f', '\n', '😀'));
    fc.assert(
      fc.property(
        fc.dictionary(keys, texts),
        fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 25 }),
        texts,
        (groups, values, question) => {
          const inputs = values.map((value, index) => ({ name: `n${index}`, value, category: 'pd:Purchase' }));
          const steps = values.map((value) => ({ actual: value, expected: value, result: 1.5 }));
          const data = { question, steps, inputs, groups, decisionId: 'd' };
          expectCanonical(decision(), JSON.parse(JSON.stringify(data)));
        },
      ),
    );
  });

  test('also where what is taken stands first, last, alone, or fills the object', () => {
    const inputs = [{ value: 1 }, { value: null }, { name: 'n', value: {} }, {}, { collectionIds: [] }];
    const data = { inputs, steps: [{ actual: 1, expected: [] }, { actual: 2 }], groups: {} };
    const parts = parsed(decision().split(data));
    expectCanonical(decision(), data as JsonObject);
    expect(parts.open).toEqual({
      inputs: [{}, {}, { name: 'n' }, {}, { collectionIds: [] }],
      steps: [{ expected: [] }, {}],
    });
    expect(split(decision(), { groups: { a: 'b' } })).toEqual({
      whole: '{"groups":{"a":"b"}}',
      open: '{}',
      personal: null,
      groups: '{"/groups":{"a":"b"}}',
    });
    expect(split(decision(), {})).toEqual({ whole: '{}', open: '{}', personal: null, groups: null });
  });

  test('also where the data are larger than any before', () => {
    for (const size of [1_000, 400_000, 100])
      for (const letter of ['x', 'ä', '"']) {
        const question = letter.repeat(size);
        const inputs = [{ name: letter, value: question }];
        expectCanonical(decision(), { question, inputs, decisionId: 'd' });
      }
  });

  test('half of a surrogate pair is refused', () => {
    for (const data of [{ question: '\ud800' }, { inputs: [{ value: '\udc00' }] }, { groups: { a: '\ud800' } }])
      expect(() => decision().split(data)).toThrow(expect.objectContaining({ code: 'not-json-value' }));
  });

  test('what was sent is left as it was', () => {
    const definition = definitionOf('identity.linked');
    if (definition === undefined) throw new Error('no such type');
    const data = { otherSubject: 'app:1' };
    expect(withPseudonyms(definition, data, () => 'pseudonym')).toEqual({ otherSubject: 'pseudonym' });
    expect(data).toEqual({ otherSubject: 'app:1' });
  });
});
