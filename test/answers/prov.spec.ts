/** An answer as PROV-JSON: a right document, the same bytes for the same answer, and nothing that the answer does not say. */
import fc from 'fast-check';
import { escaped, here } from '../../src/answers/render/prov/statements.js';
import { provOf } from '../../src/answers/render/prov.js';
import { expectGolden } from '../support/golden.js';
import { busyCase, madeAnswer, madeAnswers, oddName } from '../support/made-answers.js';
import { provFaults } from '../support/prov-json.js';
import { story } from '../support/story.js';

const answers = madeAnswers();

/** Every text in a value, whatever holds it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** What a document says that no schema and no word of ours says: literals, and the parts of names. */
function saidIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(saidIn);
  if (typeof value === 'string') return partsOf(value);
  if (typeof value !== 'object' || value === null) return textsIn(value);
  const { $: text, type } = value as { $?: string; type?: string };
  if (text === undefined)
    return Object.entries(value).flatMap(([name, member]) => [...partsOf(name), ...saidIn(member)]);
  return type === 'rdf:JSON' ? Object.entries(JSON.parse(text) ?? {}).flatMap(textsIn) : partsOf(text);
}

function partsOf(text: string): readonly string[] {
  if (text.startsWith('_:') || /^(prov|ledger|xsd|rdf):/.test(text)) return [];
  if (/^record:/.test(text)) return [text.slice('record:'.length)];
  if (!text.startsWith('here:')) return [text];
  return text.split('/').slice(1).map(decodeURIComponent);
}

/** An element or a relation a line, so that a difference is seen. */
function inLines(document: object): string {
  const kinds = Object.entries(document).map(([kind, all]) => {
    const lines = Object.entries(all).map(([name, said]) => `${JSON.stringify(name)}: ${JSON.stringify(said)}`);
    return `${JSON.stringify(kind)}: {\n${lines.join(',\n')}\n}`;
  });
  return `{\n${kinds.join(',\n')}\n}\n`;
}

describe('an answer as PROV-JSON', () => {
  it.each(answers)('about %s is a right document', (_, answer) => {
    expect(provFaults(provOf(answer))).toEqual([]);
  });

  it.each(answers)('about %s says nothing that the answer does not say', (_, answer) => {
    const all = textsIn(answer).join('\n');
    // Names count their things from 1 and say what staff did; a version's label is two texts of the answer.
    const ours = /^(\d{1,2}|approver|reviewer|model|campaign|true)$/;
    const { model, policy } = answer.procedure;
    const labels = [model, policy].map((versioned) => `${versioned?.id} ${versioned?.version}`);
    const { prefix: _ours, ...kinds } = provOf(answer);
    const said = Object.values(kinds).flatMap(saidIn);
    expect(said.filter((text) => !all.includes(text) && !ours.test(text) && !labels.includes(text))).toEqual([]);
  });

  it.each(answers)('about %s names the records behind every element that records tell of', (_, answer) => {
    const { entity = {}, activity = {}, agent = {} } = provOf(answer);
    const without = [entity, activity, agent]
      .flatMap((kind) => Object.entries(kind))
      .filter(([, attributes]) => !('ledger:record' in attributes))
      .map(([name]) => name);
    // The ledger and its answering stand in no record.
    expect(without).toEqual(['here:explaining/ans-1', 'here:ledger']);
  });

  it('is the same, byte for byte, for the same answer', () => {
    const bytes = () => JSON.stringify(provOf(madeAnswer(busyCase(), { tier: 'support' })));
    expect(bytes()).toBe(bytes());
  });

  it('reads well', () => {
    for (const tier of ['consumer', 'support'] as const)
      expectGolden(`answers/dec-8812-${tier}.prov.json`, inLines(provOf(madeAnswer(story(), { tier }))));
  });

  it('shows the decision with its outcome, its grounds, its data, its rules and who answers for it', () => {
    const { used, wasDerivedFrom, wasAssociatedWith, wasAttributedTo, wasInformedBy } = provOf(
      madeAnswer(story(), { tier: 'support' }),
    );
    const joined = (relation: object | undefined, ...ends: readonly string[]) =>
      Object.values(relation ?? {}).map((attributes) => ends.map((end) => attributes[`prov:${end}`] ?? '-').join(' '));
    expect(joined(used, 'activity', 'entity')).toEqual(
      expect.arrayContaining([
        'here:decision/dec-8812 here:consent/cr-3391',
        'here:decision/dec-8812 here:input/dec-8812/2',
        'here:decision/dec-8812 here:model/spring-propensity/4.2.0',
        'here:approval/model/spring-propensity/4.2.0 here:model/spring-propensity/4.2.0',
        'here:audit/ba-19 here:model/spring-propensity/4.2.0',
      ]),
    );
    expect(joined(wasDerivedFrom, 'generatedEntity', 'usedEntity')).toEqual(
      expect.arrayContaining([
        'here:input/dec-8812/2 here:collection/col-affinity-10442',
        'here:collection/col-affinity-10442 here:collection/col-purchases-10442',
      ]),
    );
    expect(joined(wasAssociatedWith, 'activity', 'agent', 'plan')).toEqual(
      expect.arrayContaining([
        'here:decision/dec-8812 - here:policy/frequency-cap/3',
        'here:decision/dec-8812 - here:campaign/spring-run',
        'here:approval/campaign/spring-run here:staff/staff-7 -',
      ]),
    );
    expect(joined(wasAttributedTo, 'entity', 'agent')).toContain('here:campaign/spring-run here:party/Laufwerk%20GmbH');
    expect(joined(wasInformedBy, 'informant')).toContain('here:decision/dec-8812');
  });

  it('keeps members of staff apart whose names the reader does not see', () => {
    const { agent = {} } = provOf(madeAnswer(story()));
    const staff = Object.keys(agent).filter((name) => name.startsWith('here:staff/'));
    expect(staff).toEqual([
      'here:staff/approver/campaign/spring-run',
      'here:staff/approver/model/spring-propensity/4.2.0',
    ]);
  });
});

describe('a name of a thing', () => {
  const named = (text: string) => ({ prefix: { here: 'urn:x:' }, entity: { [here('thing', text)]: {} } });

  it('can hold any text, and two texts never become one name', () => {
    expect(provFaults(named(oddName))).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(provFaults(named(one))).toEqual([]);
        expect(decodeURIComponent(escaped(one))).toBe(one);
        expect(escaped(one) === escaped(other)).toBe(one === other);
      }),
    );
  });

  it('can hold half a character', () => {
    expect(provFaults(named('\ud800'))).toEqual([]);
  });
});
