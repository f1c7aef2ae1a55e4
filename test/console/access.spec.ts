/** Who read what, in the console. */
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser } from '../support/chromium.js';
import { areCounted, ConsoleUnderTest, PERSON } from '../support/console.js';
import { post } from '../support/running-service.js';

describeInBrowser('access', () => {
  let ledger: ConsoleUnderTest;
  let consumer = '';
  const readBy = async (token: string, purpose: string) => {
    const headers = { authorization: `Bearer ${token}`, 'x-purpose': purpose };
    expect((await fetch(`${ledger.service.url}/v1/consumers/${consumer}`, { headers })).status).toBe(200);
  };

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
    const { service } = ledger;
    const [one, another] = [await service.token('support'), await service.token('support')];
    const sought = JSON.stringify({ reference: PERSON });
    const found = await post(`${service.url}/v1/consumers/lookup`, one, 'application/json', sought);
    consumer = found.body.consumer;
    await readBy(one, 'complaint 118');
    await readBy(another, 'complaint 119');
    await caughtUp(service.app);
  }, 120_000);
  afterAll(() => ledger?.close());

  it('shows each read with its purpose; a reader and a person filter', async () => {
    const page = await ledger.open('privacy-officer', '/access');
    await page.getByText('complaint 118').waitFor();
    const main = page.getByRole('main');
    expect(await main.textContent()).toMatch(/complaint 119.*complaint 118/s);
    expect(await page.getByRole('img', { name: 'support: 3 reads' }).count()).toBe(1);
    // Only who may open a person's record is offered that.
    expect(await page.getByRole('link', { name: /^record of / }).count()).toBe(0);
    await ledger.looksRight(page, 'access');
    const row = page.getByRole('row').filter({ hasText: 'complaint 118' });
    await row.getByRole('link', { name: /^only reads by / }).click();
    await page.waitForURL(/who=/);
    await page.getByText('complaint 119').waitFor({ state: 'detached' });
    await page.getByText('complaint 118').waitFor();
    await row.getByRole('link', { name: `only reads of ${consumer}` }).click();
    await page.waitForURL(/consumer=/);
    await areCounted(page.getByRole('row'), 2);
    expect(await page.getByRole('row').nth(1).textContent()).toContain('complaint 118');
    await page.getByRole('button', { name: /^Read by .*: take this filter away$/ }).click();
    await page.getByText('complaint 119').waitFor();
    await page.getByLabel('From').fill('2031-01-01');
    await page.getByText('Nobody read anything like this').waitFor();
    await page.close();
  });

  it('is recorded itself', async () => {
    const page = await ledger.open('auditor', '/access', 'audit 7');
    await page
      .getByRole('link', { name: `record of ${consumer}` })
      .first()
      .waitFor();
    const own = (await ledger.service.records()).filter(({ body: { data } }) => data.purpose === 'audit 7');
    expect(own.map(({ body: { data } }) => data.what)).toEqual(['access']);
    await page.close();
  });
});
