/** What a privacy officer does for a person in the console: holds, erasures, and the second person's approval. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser } from '../support/chromium.js';
import { ConsoleUnderTest, PERSON } from '../support/console.js';
import { BATCH, exampleEvent, post } from '../support/running-service.js';

const JSON_TYPE = 'application/json';
const OTHER = 'crm:C-2';

describeInBrowser('the protection of a consumer', () => {
  let ledger: ConsoleUnderTest;
  let consumer: string;

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
    const { service } = ledger;
    const events = JSON.stringify([exampleEvent('data.collected', 'other-1', { subject: OTHER })]);
    await post(`${service.url}/v1/events`, await service.token('producer'), BATCH, events);
    await caughtUp(service.app);
    consumer = (await lookUp(PERSON)).body.consumer;
  }, 120_000);
  afterAll(() => ledger?.close());

  it('shows how they stand, and nothing of what is held', async () => {
    const page = await opened(consumer);
    const text = await page.getByRole('main').textContent();
    expect(text).toContain('not erased');
    expect(text).not.toContain('Data held');
    await ledger.looksRight(page, 'protection');
    expect(await reads()).toEqual([['erasure', 'inquiry 4711']]);
    await page.close();
  });

  it('stops an erasure by a hold until it is released', async () => {
    const page = await opened(consumer);
    await page.getByText('Put a hold on').click();
    await page.getByLabel('Why the data must be kept').fill('claim 17');
    await page.getByLabel('Until the beginning').fill('2099-01-01');
    await page.getByRole('button', { name: 'Place the hold' }).click();
    await page.getByText('claim 17').waitFor();
    expect((await state(consumer)).holds).toMatchObject([{ reason: 'claim 17', until: '2099-01-01T00:00:00Z' }]);
    await erase(page, consumer.slice(0, 8));
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('stops the erasure');
    await ledger.looksRight(page, 'protection-held');
    await page.getByText('Release it').click();
    await page.getByRole('button', { name: 'Release the hold' }).click();
    await page.getByText('No hold is in force').waitFor();
    expect(await state(consumer)).toMatchObject({ holds: [], erasure: { status: 'none' } });
    await page.close();
  });

  it('erases whom was typed, and gives the evidence', async () => {
    const page = await opened(consumer);
    await erase(page, 'somebody');
    expect((await state(consumer)).erasure.status).toBe('none');
    const before = (await reads()).length;
    await erase(page, consumer.slice(0, 8));
    await page.getByText('Keys destroyed').waitFor();
    expect(await page.getByRole('main').textContent()).toMatch(/under Art\. 17\(1\)\(b\) GDPR: asked for by letter/);
    // Its answer is shown, so the console read nothing more.
    expect(await reads()).toHaveLength(before);
    await ledger.looksRight(page, 'protection-erased');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the evidence' }).click(),
    ]);
    expect(readFileSync(await file.path(), 'latin1')).toMatch(/^PK/);
    expect((await state(consumer)).erasure).toMatchObject({ status: 'erased', article: '17(1)(b)' });
    expect((await lookUp(PERSON)).status).toBe(404);
    await page.close();
    const support = await ledger.open('support', `/consumers/${consumer}`);
    await support.getByText('Erased: nobody can open it any more.').first().waitFor();
    await ledger.looksRight(support, 'consumer-erased');
    await support.close();
  });

  it('approves what somebody else asked for', async () => {
    const { service } = ledger;
    const other = (await lookUp(OTHER)).body.consumer;
    const link = await post(
      `${service.url}/v1/consumers/${other}/link`,
      await service.token('support'),
      JSON_TYPE,
      '{}',
      { 'x-purpose': 'test' },
    );
    // The person asks on their own page.
    await fetch(`${service.url}/my/erase?token=${link.body.token}`, {
      method: 'POST',
      body: new URLSearchParams({ article: '17(1)(a)' }),
      redirect: 'manual',
    });
    expect((await state(other)).erasure.status).toBe('requested');
    const page = await opened(other);
    await page.getByText('an erasure waits for approval').waitFor();
    await ledger.looksRight(page, 'protection-waiting');
    await page.getByLabel(/^Type/).fill(other.slice(0, 8));
    await page.getByRole('button', { name: 'Approve and erase' }).click();
    await page.getByText('Keys destroyed').waitFor();
    const { erasure } = await state(other);
    expect(erasure).toMatchObject({
      status: 'erased',
      article: '17(1)(a)',
      approvedBy: expect.stringMatching(/^token-/),
    });
    await page.close();
  });

  async function opened(whom: string): Promise<Page> {
    const page = await ledger.open('privacy-officer', `/consumers/${whom}`);
    await page.getByRole('heading', { name: 'Legal holds' }).waitFor();
    return page;
  }

  async function erase(page: Page, typed: string): Promise<void> {
    await page.getByLabel('Ground').selectOption('17(1)(b)');
    await page.getByLabel('Reason', { exact: true }).fill('asked for by letter');
    await page.getByLabel(/^Type/).fill(typed);
    await page.getByRole('button', { name: 'Erase this person' }).click();
  }

  async function lookUp(reference: string) {
    const { service } = ledger;
    const body = JSON.stringify({ reference });
    return post(`${service.url}/v1/consumers/lookup`, await service.token('support'), JSON_TYPE, body);
  }

  async function state(whom: string) {
    const { service } = ledger;
    const answer = await fetch(`${service.url}/v1/consumers/${whom}/erasure`, {
      headers: { authorization: `Bearer ${await service.token('privacy-officer')}`, 'x-purpose': 'test' },
    });
    return answer.json();
  }

  /** What of the consumer was read in the console, and why; not what the test itself asked. */
  async function reads(): Promise<unknown[]> {
    return (await ledger.service.records())
      .filter(({ header }) => header.type === 'access.recorded' && header.subject === consumer)
      .map(({ body }) => [body.data.what, body.data.purpose])
      .filter(([, purpose]) => purpose !== 'test');
  }
});
