/** What auditors and privacy officers do in the console: search decisions, look through findings, measure fairness. */
import { readFileSync } from 'node:fs';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { lateReport } from '../../src/oversight/findings/late-report.js';
import { producerGap } from '../../src/oversight/findings/producer-gap.js';
import { rules } from '../../src/oversight/findings/rules.js';
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser } from '../support/chromium.js';
import { ConsoleUnderTest } from '../support/console.js';
import { LINES, post } from '../support/running-service.js';

const MODEL = 'ranker';
const MAY = '2026-05-12T09:00:00Z';
const JUNE = '2026-06-09T09:00:00Z';

/** In May 12 women, a half selected, and 15 men, all selected; in June as many men, and nine women: too few to be told of. */
const decisions = [
  ...people('w', 12).map((who, place) => made(who, 'female', MAY, place < 6)),
  ...people('m', 15).map((who) => made(who, 'male', MAY, true)),
  ...people('w', 9).map((who) => made(who, 'female', JUNE, true)),
  ...people('m', 15).map((who, place) => made(who, 'male', JUNE, place < 12)),
];

describeInBrowser('an audit in the console', () => {
  let ledger: ConsoleUnderTest;

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
    const { url, token, app } = ledger.service;
    const lines = decisions.map((event) => JSON.stringify(event)).join('\n');
    const sent = await post(`${url}/v1/events`, await token('producer'), LINES, lines);
    expect(sent.body).toMatchObject({ recorded: decisions.length });
    await caughtUp(app);
  }, 120_000);
  afterAll(() => ledger?.close());

  /** As an auditor's own tools would ask. */
  async function answer(path: string) {
    await caughtUp(ledger.service.app);
    const authorization = `Bearer ${await ledger.service.token('auditor')}`;
    return fetch(`${ledger.service.url}${path}`, { headers: { authorization } });
  }

  /** What was recorded of reads of one kind, with their parameters. */
  async function readsOf(what: string): Promise<readonly object[]> {
    const records = await ledger.service.records();
    const reads = records.filter(({ header, body }) => header.type === 'access.recorded' && body.data.what === what);
    return reads.map(({ body }) => Object(body.data.query));
  }

  it('searches decisions by what the registers offer', async () => {
    const page = await ledger.open('auditor', '/decisions');
    await page.getByText('50 read so far').waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('link', { name: 'dec-8812' }).waitFor();
    expect(
      await page
        .locator('datalist option')
        .evaluateAll((options) => options.map((option) => option.getAttribute('value'))),
    ).toEqual(expect.arrayContaining(['spring-propensity', 'spring-run', 'frequency-cap']));
    await page.getByLabel('Model').fill('spring-propensity');
    await page.getByLabel('Made or withheld').selectOption('made');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('1 read so far', { exact: true }).waitFor();
    expect(await page.locator('td.id').allTextContents()).toEqual(['dec-8812']);
    expect(page.url()).toContain('model=spring-propensity&kind=made');
    expect(await readsOf('decisions')).toContainEqual({ model: 'spring-propensity', kind: 'made' });
    await ledger.looksRight(page, 'decisions');
    await page.close();
  }, 90_000);

  it('draws a sample that anybody can draw again, and saves it', async () => {
    const page = await ledger.open('auditor', `/decisions?model=${MODEL}`);
    await page.getByLabel('How many').fill('8');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('8 decisions drawn at random').waitFor();
    const seed = new URLSearchParams(page.url().split('?')[1]).get('seed');
    const [, size] = /at tree size (\d+)/.exec((await page.getByRole('main').textContent()) ?? '') ?? [];
    // What is recorded meanwhile, the reads among it, is not in the draw.
    const again = await (await answer(`/v1/decisions?model=${MODEL}&sample=8&seed=${seed}&size=${size}`)).json();
    expect(await page.locator('td.id').allTextContents()).toEqual(again.items.map(({ id }: { id: string }) => id));
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save all as CSV' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(`sample-${seed}-at-${size}.csv`);
    const lines = readFileSync(await saved.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(again.items.map(({ id }: { id: string }) => id));
    await ledger.looksRight(page, 'sample');
    await page.close();
  }, 90_000);

  it('shows a finding with its law and records, and what is done about it without looking again', async () => {
    const page = await ledger.open('auditor', '/findings?model=spring-propensity');
    const finding = page.getByRole('listitem').filter({ hasText: 'GDPR' }).first();
    await finding.waitFor();
    const { items } = await (await answer('/v1/findings?model=spring-propensity')).json();
    const [first] = items;
    expect(await finding.textContent()).toContain(first.text);
    expect(await finding.getByRole('link', { name: first.records[0] }).getAttribute('href')).toContain(
      `/proof?record=${first.records[0]}`,
    );
    await ledger.looksRight(page, 'findings');
    const looked = (await readsOf('findings')).length;
    await finding.getByRole('button', { name: 'Acknowledge…' }).click();
    await finding.getByLabel('Note').fill('case 12 of the audit');
    await finding.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await finding.getByText('acknowledged by').waitFor();
    await finding.getByRole('button', { name: 'Remedy…' }).click();
    await finding.getByLabel('Record that shows').fill('00000000-0000-4000-8000-000000000000');
    await finding.getByRole('button', { name: 'Record the remedy' }).click();
    await finding.getByRole('alert').waitFor();
    await ledger.looksRight(page, 'finding-step');
    await finding.getByLabel('Record that shows').fill(first.records[0]);
    await finding.getByLabel('In effect since').fill('2026-08-01T10:00');
    await finding.getByRole('button', { name: 'Record the remedy' }).click();
    await finding.getByText('remedied by').waitFor();
    expect(await finding.getByRole('button').count()).toBe(0);
    expect((await readsOf('findings')).length).toBe(looked);
    const after = await (await answer('/v1/findings?model=spring-propensity&status=remedied')).json();
    expect(after.items.map(({ id }: { id: string }) => id)).toEqual([first.id]);
    await page.close();
  }, 90_000);

  it('offers every rule, and a privacy officer no link that is closed to them', async () => {
    const page = await ledger.open('privacy-officer', '/findings?model=spring-propensity');
    const finding = page.getByRole('listitem').filter({ hasText: 'GDPR' }).first();
    await finding.getByText('dec-8812').first().waitFor();
    expect(await finding.getByRole('link', { name: 'dec-8812' }).count()).toBe(0);
    const offered = await page.getByLabel('Rule').locator('option').allTextContents();
    const known = [...rules, lateReport([]), producerGap(new Map())].map(({ id }) => id);
    expect(offered.toSorted()).toEqual(['any', ...known].toSorted());
    await page.close();
  }, 90_000);

  it('draws the rates of groups, tells nothing of small ones, and calls undefined what is', async () => {
    const page = await ledger.open('auditor', '/fairness');
    await page.getByLabel('Attribute').fill('gender');
    await page.getByLabel('Model').fill(MODEL);
    await page.getByLabel('First day').fill('2026-05-01');
    await page.getByLabel('Last day').fill('2026-06-30');
    await page.getByRole('button', { name: 'Measure' }).click();
    const drawing = page.getByRole('img', { name: /^Selection rates/ });
    expect(await drawing.textContent()).toContain('four fifths: 72.0 %');
    expect(await drawing.getByText('71.4 % · insufficient evidence').count()).toBe(1);
    expect(await page.getByRole('table', { name: /^Rates by group/ }).textContent()).toContain('undefined');
    await page.getByRole('button', { name: 'Ask for each of 2 months' }).click();
    const trend = page.getByRole('table', { name: /^Selection rate by month/ });
    await trend.getByRole('row', { name: 'Jun 2026' }).waitFor();
    expect(await trend.getByRole('row').allTextContents()).toEqual([
      'Monthfemalemale',
      'May 202650.0 % (12)100.0 % (15)',
      'Jun 2026suppressed80.0 % (15)',
    ]);
    expect((await readsOf('fairness')).length).toBe(3);
    await ledger.looksRight(page, 'fairness');
    await page.close();
  }, 90_000);

  it('says of a group that is too small that it is', async () => {
    const page = await ledger.open(
      'auditor',
      `/fairness?attribute=gender&model=${MODEL}&from=2026-06-01&to=2026-06-30`,
    );
    await page.getByText('suppressed').first().waitFor();
    expect(await page.getByRole('main').textContent()).toContain('female: fewer than ten people');
    expect(await page.getByRole('img', { name: /^Selection rates/ }).textContent()).not.toContain('female');
    await page.close();
  }, 90_000);
});

function people(letter: string, many: number): readonly string[] {
  return Array.from({ length: many }, (_, place) => `${letter}${place}`);
}

function made(who: string, gender: string, time: string, selected: boolean): object {
  const decisionId = `d-${who}-${time.slice(5, 7)}`;
  const outcome = { action: selected ? 'offer' : 'none', label: 'an offer', value: selected };
  const data = {
    ...definitionOf('decision.made')?.example.data,
    decisionId,
    outcome,
    model: { id: MODEL, version: '1' },
  };
  return {
    specversion: '1.0',
    id: `made-${decisionId}`,
    source: '/ranking',
    type: 'decision.made',
    time,
    subject: `crm:${who}`,
    data: { ...data, campaignId: 'run-1', groups: { gender } },
  };
}
