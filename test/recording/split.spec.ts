import fc from 'fast-check';
import { definitionOf, definitions } from '../../src/catalogue/catalogue.js';
import { canonical, type JsonObject } from '../../src/record/canonical.js';
import { splitData, withPseudonyms } from '../../src/recording/split.js';

describe('taking data apart', () => {
  test.each(definitions.map((definition) => [definition.type, definition] as const))(
    '%s: the texts are those of the catalogue’s own split',
    (_type, definition) => {
      const { data } = definition.example;
      const { open, personal, groups } = definition.split(data);
      expect(splitData(definition, data)).toEqual({
        whole: canonical(data),
        open: canonical(open),
        personal: personal ?? {},
        groups: groups ?? {},
      });
    },
  );

  test('also where keys look like list indices, and in any order of members', () => {
    const definition = definitionOf('decision.made');
    if (definition === undefined) throw new Error('no such type');
    const keys = fc.constantFrom('10', '9', 'b', 'a', 'ä', '~', '/');
    fc.assert(
      fc.property(
        fc.dictionary(keys, fc.string()),
        fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 4 }),
        (groups, values) => {
          const inputs = values.map((value, index) => ({ name: `n${index}`, value, category: 'pd:Purchase' }));
          const data = JSON.parse(JSON.stringify({ question: 'q', inputs, groups, decisionId: 'd' })) as JsonObject;
          const split = definition.split(data);
          const read = splitData(definition, data);
          expect(read.whole).toBe(canonical(data));
          expect(read.open).toBe(canonical(split.open));
          expect(canonical(read.personal)).toBe(canonical(split.personal ?? {}));
          expect(canonical(read.groups)).toBe(canonical(split.groups ?? {}));
        },
      ),
    );
  });

  test('what was sent is left as it was', () => {
    const definition = definitionOf('identity.linked');
    if (definition === undefined) throw new Error('no such type');
    const data = { otherSubject: 'app:1' };
    expect(withPseudonyms(definition, data, () => 'pseudonym')).toEqual({ otherSubject: 'pseudonym' });
    expect(data).toEqual({ otherSubject: 'app:1' });
  });
});
