/** The console's frame: signing in, the purpose, what a role sees, and the files that are served. */
import { describeInBrowser } from '../support/chromium.js';
import { ConsoleUnderTest } from '../support/console.js';

describeInBrowser('the console', () => {
  let ledger: ConsoleUnderTest;

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
  }, 120_000);
  afterAll(() => ledger?.close());

  it('tells what was wrong with a token, and asks again', async () => {
    const page = await ledger.browser.newPage();
    await page.goto(`${ledger.service.url}/console`);
    await ledger.looksRight(page, 'sign-in');
    await page.getByLabel('Token').fill('ledger-token-wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('unauthenticated');
    await page.close();
  });

  it('offers each role what it can read, and nothing else', async () => {
    const auditor = await ledger.open('auditor', '/');
    await auditor.getByRole('heading', { name: 'What would you like to do?' }).waitFor();
    expect(await auditor.getByRole('navigation').textContent()).toContain('Registers');
    await ledger.looksRight(auditor, 'start');
    const producer = await ledger.open('producer', '/registers');
    expect(await producer.getByRole('main').textContent()).toContain('no view here');
    await Promise.all([auditor.close(), producer.close()]);
  });

  it('forgets the token when somebody signs out', async () => {
    const page = await ledger.open('auditor', '/registers');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate('sessionStorage.getItem("ledger-console")')).not.toContain('ledger-token');
    await page.close();
  });
});
