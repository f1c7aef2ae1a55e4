/** The registers in the console. */
import { describeInBrowser } from '../support/chromium.js';
import { ConsoleUnderTest } from '../support/console.js';

describeInBrowser('the registers', () => {
  let ledger: ConsoleUnderTest;

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
  }, 120_000);
  afterAll(() => ledger?.close());

  it('show a model by version, with how it came to be so', async () => {
    const page = await ledger.open('auditor', '/registers');
    await ledger.looksRight(page, 'registers');
    await page.getByRole('link', { name: 'spring-propensity' }).click();
    await page.getByRole('heading', { name: 'Version 4.2.0' }).waitFor();
    expect(await page.getByRole('main').textContent()).toMatch(/approved since/);
    await ledger.looksRight(page, 'registered');
    await page.close();
  });
});
