/** One decision and one message in the console: the answer, the replay, and the line of time. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser } from '../support/chromium.js';
import { ConsoleUnderTest } from '../support/console.js';
import { LINES, post } from '../support/running-service.js';

describeInBrowser('a decision', () => {
  let ledger: ConsoleUnderTest;

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
  }, 120_000);
  afterAll(() => ledger?.close());

  it('is explained to whoever types its id, with the records behind each sentence, in one read that is recorded', async () => {
    const page = await ledger.open('support', '/explain');
    await ledger.looksRight(page, 'explain');
    await page.getByLabel('Id', { exact: true }).fill(' dec-8812 ');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { level: 1, name: /15 % off running shoes/ }).waitFor();
    expect(await readsOf('explanation')).toEqual(['inquiry 4711']);
    const answer = await get('support', '/v1/decisions/dec-8812/explanation');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(answer.decision.sentences[0].text);
    const main = await page.getByRole('main').textContent();
    for (const { text } of answer.permission.sentences) expect(main).toContain(text);
    expect(main).toContain(answer.header.digest);
    const [first] = answer.proof.records;
    await page
      .getByRole('button', { name: `Record 1: ${first.type}` })
      .first()
      .click();
    expect(await page.getByRole('link', { name: first.id }).first().getAttribute('href')).toBe(
      `#/proof?record=${first.id}`,
    );
    await ledger.looksRight(page, 'answer');
    expect(await page.getByRole('button', { name: 'Save evidence file' }).count()).toBe(0);
    await page.close();
  }, 120_000);

  it('is drawn: the steps, what each input counted, the candidates, and the consent at that moment', async () => {
    const page = await ledger.open('auditor', '/decisions/dec-8812');
    await page.getByRole('img', { name: 'raised it by 0.21' }).waitFor();
    await page.getByRole('img', { name: 'lowered it by 0.03' }).waitFor();
    expect(await page.getByRole('row', { name: /shoes-15/ }).textContent()).toContain('chosen');
    expect(await page.getByRole('row', { name: /socks/ }).textContent()).toContain('lower score');
    await page.getByRole('img', { name: '0.51, below the threshold' }).waitFor();
    await page
      .getByRole('img', { name: 'Given 12 Jan 2026; withdrawn 5 Mar 2026; at the decision of 2 Mar 2026: valid' })
      .waitFor();
    expect(await page.locator('ol.steps > li.good').count()).toBe(3);
    await page.close();
  });

  it('is told as it is asked for: for the person, in their language, as the address says', async () => {
    const page = await ledger.open('support', '/decisions/dec-8812');
    const tier = page.getByLabel('Written for');
    await tier.waitFor();
    expect(await tier.locator('option').allTextContents()).toEqual(['support', 'the person']);
    await tier.selectOption('the person');
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await page.locator('h1[lang=de]').waitFor();
    expect(page.url()).toContain('tier=consumer&language=de');
    const answer = await get('support', '/v1/decisions/dec-8812/explanation?tier=consumer&language=de');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(answer.decision.sentences[0].text);
    await page.close();
  });

  it('shows what went wrong on top, the gravest first, and what was known before that', async () => {
    await reminder();
    const page = await ledger.open('auditor', '/decisions/dec-8812');
    const findings = page.locator('ul.findings > li');
    await findings.first().waitFor();
    const severities = await findings.locator('.tag:first-child').allTextContents();
    expect(severities).toEqual([...severities].sort((a, b) => rank(a) - rank(b)));
    expect(severities[0]).toBe('high');
    expect(await page.getByRole('link', { name: 'msg-799' }).count()).toBe(1);
    await ledger.looksRight(page, 'answer-with-findings');
    await page.getByRole('link', { name: 'What was known when it was recorded' }).click();
    await page.getByText('Only what was recorded by').waitFor();
    expect(await page.getByRole('link', { name: 'msg-799' }).count()).toBe(0);
    expect(page.url()).toMatch(/asOf=\d{4}-/);
    expect(await page.getByLabel('What was known by').inputValue()).toMatch(/^\d{4}-\d\d-\d\dT/);
    await page.getByRole('link', { name: 'With all that is known now' }).click();
    await findings.first().waitFor();
    await page.close();
  }, 120_000);

  it('says where there is no such decision, and asks again', async () => {
    const page = await ledger.open('auditor', '/decisions/dec-8812?asOf=2020-01-01T00:00:00Z');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('was not known');
    await page.getByRole('link', { name: 'With all that is known now' }).click();
    await page.getByRole('heading', { level: 1, name: /running shoes/ }).waitFor();
    await page.close();
  });

  it('is kept as a page, a letter, PROV-JSON and an evidence file', async () => {
    const page = await ledger.open('auditor', '/decisions/dec-9120?tier=consumer');
    await page.getByRole('button', { name: 'Save as page' }).waitFor();
    expect(await saved(page, 'Save as page')).toEqual(['explanation-dec-9120.html', expect.stringMatching(/^<!doc/)]);
    expect(await saved(page, 'Save as letter (PDF)')).toEqual([
      'explanation-dec-9120.pdf',
      expect.stringMatching(/^%PDF/),
    ]);
    const [name, prov] = await saved(page, 'Save as PROV-JSON');
    expect([name, Object.keys(JSON.parse(prov))]).toEqual([
      'explanation-dec-9120.prov.json',
      expect.arrayContaining(['prefix', 'entity']),
    ]);
    expect(await saved(page, 'Save evidence file')).toEqual(['evidence-dec-9120.zip', expect.stringMatching(/^PK/)]);
    expect(await page.getByRole('link', { name: 'Check an evidence file' }).getAttribute('href')).toBe('/verify');
    await page.close();
  });

  it('is replayed record by record, with what each changed, and no answer before the decision', async () => {
    const page = await ledger.open('auditor', '/decisions/dec-8812/replay');
    const slider = page.getByRole('slider', { name: 'Step' });
    await slider.waitFor();
    const { items } = await get('auditor', '/v1/decisions/dec-8812/replay?limit=200');
    const decided = items.findIndex(({ answer }: { answer: unknown }) => answer !== null);
    expect(await slider.inputValue()).toBe(String(decided + 1));
    await ledger.looksRight(page, 'replay');
    await page.getByRole('button', { name: 'Next change' }).click();
    const next = items.slice(decided + 1).find(({ changed }: { changed: unknown[] }) => changed.length > 0);
    expect(await page.getByRole('status').textContent()).toContain(`${next.step} of ${next.of} ${next.record.type}`);
    expect(await page.locator('section.changed').count()).toBe(next.changed.length);
    expect(await page.locator('section').count()).toBe(14);
    await page.getByLabel('Only what this record changed').check();
    expect(await page.locator('section').count()).toBe(next.changed.length);
    expect(await page.locator('section').getByText('new', { exact: true }).count()).toBeGreaterThan(0);
    await page.waitForURL(new RegExp(`step=${next.step}$`));
    await page.getByRole('button', { name: 'The decision' }).click();
    await page.getByRole('button', { name: 'Previous', exact: true }).click();
    await page.getByText('there was no answer that could have been given').waitFor();
    await slider.press('Home');
    expect(await page.getByRole('status').textContent()).toContain(`1 of ${items.length}`);
    await ledger.looksRight(page, 'replay-before');
    // Opened by its page and by this test; each step would be a read too many.
    expect(await readsOf('replay')).toHaveLength(2);
    await page.close();
  }, 120_000);

  it('leads to its message: what was decided, whether it was checked, and what followed', async () => {
    const page = await ledger.open('support', '/explain');
    await page.getByLabel('a message').check();
    await page.getByLabel('Id', { exact: true }).fill('msg-760');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Message msg-760' }).waitFor();
    const line = await page.getByRole('list', { name: 'What became of it' }).textContent();
    expect(line).toMatch(/decided “offer”.*checked.*A message was sent\..*4 seconds later.*A message arrived\./s);
    expect(await readsOf('message')).toEqual(['inquiry 4711']);
    await ledger.looksRight(page, 'message');
    await page.getByRole('link', { name: 'How was it decided?' }).click();
    await page.getByRole('heading', { level: 1, name: /running shoes/ }).waitFor();
    await page.close();
  }, 120_000);

  it('is missed where a message has none', async () => {
    const page = await ledger.open('auditor', '/messages/msg-771');
    const line = page.getByRole('list', { name: 'What became of it' });
    await line.waitFor();
    expect(await line.textContent()).toMatch(/no decision.*not checked.*complaint/s);
    await page.close();
  });

  /** The purposes of the reads of that kind that were recorded. */
  async function readsOf(what: string): Promise<readonly unknown[]> {
    const records = await ledger.service.records();
    return records.flatMap(({ header: { type }, body: { data } }) =>
      type === 'access.recorded' && data.what === what ? [data.purpose] : [],
    );
  }

  // biome-ignore lint/suspicious/noExplicitAny: what the service answers is looked into freely
  async function get(role: 'support' | 'auditor', path: string): Promise<any> {
    const headers = { authorization: `Bearer ${await ledger.service.token(role)}`, 'x-purpose': 'comparison' };
    return (await fetch(`${ledger.service.url}${path}`, { headers })).json();
  }

  /** Sent after the consent was withdrawn, and recorded after all the rest. */
  async function reminder(): Promise<void> {
    const story = readFileSync(new URL('../../examples/story.ndjson', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    const { data, sequence: _, ...event } = JSON.parse(story.find((line) => line.includes('"mailer-0001"')) ?? '');
    const { checkedSize: __, ...rest } = data;
    const reminded = {
      ...event,
      id: 'mailer-0099',
      time: '2026-03-12T09:20:00Z',
      data: { ...rest, messageId: 'msg-799' },
    };
    const body = JSON.stringify(reminded);
    const sent = await post(`${ledger.service.url}/v1/events`, await ledger.service.token('producer'), LINES, body);
    expect(sent.body).toMatchObject({ recorded: 1 });
    await caughtUp(ledger.service.app);
  }
});

function rank(severity: string): number {
  return ['high', 'medium', 'low'].indexOf(severity);
}

async function saved(page: Page, button: string): Promise<readonly [string, string]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return [file.suggestedFilename(), readFileSync(await file.path(), 'latin1')];
}
