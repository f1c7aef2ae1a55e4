/** The answer as a whole: how it reads, what it names as missing, what each reader sees, and that it is a function of its records. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { type Answer, answerSchema, sectionNames } from '../../src/answers/answer.js';
import { type Tier, tiers } from '../../src/answers/answer-parts.js';
import { type Asked, explain } from '../../src/answers/explain.js';
import type { Opened } from '../../src/answers/facts.js';
import { textOf } from '../../src/answers/render/text.js';
import { canonical, type Json } from '../../src/record/canonical.js';
import { alice, bob, CaseRecords, example, instant, type Sent } from '../support/case-records.js';
import { expectGolden } from '../support/golden.js';
import { afterwards, campaignEvents, consentEvents, offerEvents, story } from '../support/story.js';

const asked: Asked = { decisionId: 'dec-8812', now: instant('2026-03-20T00:00:00Z'), tier: 'consumer', language: 'en' };

function answer(records: CaseRecords, changes: Partial<Asked> = {}, opened: Opened = records.opened): Answer {
  const result = explain(records.records, opened, { ...asked, ...changes });
  if (result === null) throw new Error('no answer');
  return result;
}

const given = (...events: readonly Sent[]) => new CaseRecords().add(...events);
const said = (result: Answer, section: keyof Answer): readonly string[] =>
  result[section].sentences.map(({ text }) => text);
const bytes = (result: Answer | null): string => canonical(result as unknown as Json);

describe('the answer', () => {
  it.each([
    ['dec-8812', 'consumer'],
    ['dec-8812', 'support'],
    ['dec-8812', 'auditor'],
    ['dec-9120', 'consumer'],
  ] as const)('about %s reads well for the %s', (decisionId, tier) => {
    const records = story();
    const opened = tier === 'auditor' ? new Map() : records.opened;
    const result = answer(records, { decisionId, tier }, opened);
    expectGolden(`answers/${decisionId}-${tier}.txt`, textOf(result, { width: 100, colours: false, sources: true }));
  });

  it('has every section, and is what its schema says, for every reader', () => {
    const ajv = new Ajv2020({ allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(answerSchema);
    const made = { id: 'ans-1', madeAt: asked.now, position: '26', size: 26, digest: '00', checkpoint: null };
    for (const tier of tiers) {
      for (const decisionId of ['dec-8812', 'dec-9120']) {
        const result = answer(story(), { decisionId, tier });
        expect(Object.keys(result).sort()).toEqual([...sectionNames].sort());
        validate({ ...result, header: { ...made, ...result.header } });
        expect(validate.errors ?? []).toEqual([]);
      }
    }
  });

  it('cites only records that it lists, with leaf and digest', () => {
    const records = story();
    const result = answer(records, { tier: 'support' });
    const { proof, ...rest } = result;
    const cited = new Set(
      canonical(rest as unknown as Json).match(/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g),
    );
    expect([...cited].sort()).toEqual(proof.records.map(({ id }) => id as string).sort());
    for (const { id, leaf, digest } of proof.records) {
      expect(records.records[leaf]?.header.id).toBe(id);
      expect(records.records[leaf]?.digest).toBe(digest);
    }
  });

  it('is the same, byte for byte, for the same records, in whatever order they are handed over', () => {
    const records = story();
    const first = bytes(answer(records));
    fc.assert(
      fc.property(fc.shuffledSubarray(records.records, { minLength: records.records.length }), (shuffled) => {
        expect(bytes(explain(shuffled, records.opened, asked))).toBe(first);
      }),
      { numRuns: 20 },
    );
  });

  it('as of a size is the answer over the shorter list', () => {
    const records = story();
    for (let size = 1; size <= records.records.length; size++) {
      const bounded = explain(records.records, records.opened, { ...asked, asOf: { size } });
      const shorter = explain(records.records.slice(0, size), records.opened, asked);
      expect(bounded === null).toBe(shorter === null);
      if (bounded === null || shorter === null) continue;
      const { header: _one, ...left } = bounded;
      const { header: _other, ...right } = shorter;
      expect(canonical(left as unknown as Json)).toBe(canonical(right as unknown as Json));
    }
  });

  it('knows nothing of a decision that is not recorded, or had not happened by then', () => {
    const { records, opened } = story();
    expect(explain(records, opened, { ...asked, decisionId: 'dec-1' })).toBeNull();
    expect(explain(records, opened, { ...asked, at: instant('2026-03-02T09:13:59Z') })).toBeNull();
    expect(explain(records, opened, { ...asked, at: instant('2026-03-02T09:14:00Z') })).not.toBeNull();
  });
});

describe('two times', () => {
  it('separate what had happened from what was known: a late withdrawal counts from its day once it is known', () => {
    const late: Sent = {
      ...example('consent.withdrawn'),
      time: '2026-02-28T12:00:00Z',
      recordedAt: '2026-03-15T00:00:00Z',
    };
    const records = given(...campaignEvents, ...consentEvents, ...offerEvents, late);
    const then = answer(records, { asOf: { instant: instant('2026-03-10T00:00:00Z') } });
    expect(then.permission.consent?.status).toBe('valid');
    expect(then.findings.items.map(({ rule }) => rule)).not.toContain('consent-ended-before-use');
    const now = answer(records);
    expect(now.permission.consent?.status).toBe('withdrawn');
    const finding = now.findings.items.find(({ rule }) => rule === 'consent-ended-before-use');
    expect(finding?.knowableAtDecision).toBe(false);
  });

  it('a consent that had run out is said to once', () => {
    const short = { ...example('consent.given').data, expiresAt: '2026-02-25T12:00:00Z' };
    const events = consentEvents.map((sent) => (sent.type === 'consent.given' ? { ...sent, data: short } : sent));
    const text = said(answer(given(...campaignEvents, ...events, ...offerEvents)), 'permission').join(' ');
    expect(text).toContain('it had run out on 25 February 2026');
    expect(text.match(/25 February 2026/g)).toHaveLength(1);
  });

  it('both can be asked for at once', () => {
    const bounded = answer(story(), { asOf: { size: 17 }, at: instant('2026-03-02T09:20:00Z') });
    expect(bounded.decision.followed.map(({ type }) => type)).toEqual(['message.sent']);
  });
});

describe('what is missing', () => {
  const without = (member: string): Sent => {
    const { [member]: _gone, ...data } = example('decision.made').data;
    return { ...example('decision.made'), data };
  };

  it('is named: the factors, the model’s registration, the consent, the collections', () => {
    const result = answer(given(without('contributions')));
    expect(said(result, 'procedure').join(' ')).toContain('did not report which factors counted');
    expect(said(result, 'procedure').join(' ')).toContain('is not registered');
    expect(said(result, 'permission').join(' ')).toContain('no such consent is recorded');
    expect(said(result, 'data').join(' ')).toContain('is not recorded');
    expect(said(result, 'fairness').join(' ')).toContain('No bias audit');
    expect(said(result, 'counterfactuals').join(' ')).not.toContain('not recorded');
    expect(said(answer(given(without('counterfactuals'))), 'counterfactuals').join(' ')).toContain('is not recorded');
  });

  it('an erased value says when and under which article; that it was used still shows, as of every time', () => {
    const erased = example('subject.erased', { pseudonyms: [alice] });
    const records = given(...campaignEvents, ...consentEvents, ...offerEvents, erased);
    for (const bounds of [{}, { asOf: { size: 13 } as const }]) {
      const result = answer(records, bounds, new Map());
      expect(result.data.inputs.map(({ valueState }) => valueState)).toEqual(['erased', 'erased', 'erased']);
      expect(said(result, 'data')[0]).toContain('the value was erased on 4 May 2026 (GDPR Art. 17(1)(b))');
      expect(result.permission.consent?.status).toBe('valid');
    }
  });

  it('says nothing about health data where a category is unknown', () => {
    const inputs = [{ name: 'x', value: 1, category: 'shop:Unknown', origin: 'observed' }];
    expect(said(answer(given(example('decision.made', { inputs }))), 'data').join(' ')).not.toContain('health');
  });
});

describe('what each reader sees', () => {
  it('keeps scores of other candidates and names of staff from the consumer, and says so', () => {
    const result = answer(story());
    expect(bytes(result)).not.toContain('staff-7');
    expect(result.procedure.alternatives.every(({ score }) => score === undefined)).toBe(true);
    expect(result.withheld.items.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['The scores of the other candidates', 'The names of staff']),
    );
    expect(bytes(answer(story(), { tier: 'support' }))).toContain('staff-7');
  });

  it('never shows one person another’s data under a reused id', () => {
    const reused: Sent = { ...example('decision.made', { question: 'BOB-QUESTION' }), subject: bob };
    const records = story().add(reused);
    for (const tier of ['consumer', 'support'] satisfies readonly Tier[]) {
      const result = answer(records, { tier });
      expect(bytes(result)).not.toContain('BOB-QUESTION');
      expect(result.header.consumer).toBe(alice);
      expect(result.findings.items.map(({ rule }) => rule)).toContain('two-subjects-under-one-id');
    }
  });

  it('shows the auditor pseudonyms, not values', () => {
    const result = answer(story(), { tier: 'auditor' }, new Map());
    expect(result.data.inputs.map(({ valueState }) => valueState)).toEqual(['withheld', 'withheld', 'withheld']);
    expect(result.withheld.items.map(({ what }) => what)).toContain('Personal values');
  });
});

describe('what it says of the law', () => {
  it('claims Article 22 only where the decision is automated and its effect significant', () => {
    expect(said(answer(story()), 'controls').join(' ')).not.toContain('22(3)');
    const significant = answer(given(example('decision.made', { significance: 'similar' })));
    expect(said(significant, 'controls').join(' ')).toContain('GDPR Art. 22(3)');
  });

  it('names a fault without being asked', () => {
    const faults = answer(story()).findings.items.map(({ rule, concerns }) => `${rule} ${concerns.id}`);
    expect(faults).toContain('message-after-objection msg-771');
  });
});

describe('earlier answers', () => {
  it('are named, with what was recorded since', () => {
    const answered = example('inquiry.answered', {}, '2026-03-04T14:00:00Z');
    const records = given(...campaignEvents, ...consentEvents, ...offerEvents, answered, ...afterwards);
    const { history } = answer(records);
    expect(history.items.map(({ inquiryId }) => inquiryId)).toEqual(['inq-204']);
    expect(history.items[0]?.sinceThen.map(({ type }) => type)).toContain('consent.withdrawn');
  });
});
