/** Producers in the console: what came from each, and what did not. */
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser } from '../support/chromium.js';
import { ConsoleUnderTest } from '../support/console.js';
import { exampleEvent, LINES, post } from '../support/running-service.js';

describeInBrowser('sources', () => {
  let ledger: ConsoleUnderTest;

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
    const numbered = [1, 2, 5, 6, 8].map((number) =>
      JSON.stringify(
        exampleEvent('interaction.observed', `kiosk-${number}`, { source: '/kiosk', sequence: String(number) }),
      ),
    );
    const { service } = ledger;
    const sent = await post(`${service.url}/v1/events`, await service.token('producer'), LINES, numbered.join('\n'));
    expect(sent.body).toMatchObject({ recorded: numbered.length });
    await caughtUp(service.app);
  }, 120_000);
  afterAll(() => ledger?.close());

  it('show what each sent, and holes in its numbering, those with holes first', async () => {
    const page = await ledger.open('auditor', '/sources');
    await page.getByRole('heading', { name: '/kiosk 3 never arrived' }).waitFor();
    const text = (await page.getByRole('main').textContent()) ?? '';
    expect(text).toContain('Never arrived: 3–4, 7');
    expect(text).toContain('Of 8 numbers from 1 to 8, 3 never arrived.');
    expect(text.indexOf('/kiosk')).toBeLessThan(text.indexOf('/campaigns'));
    expect(text).toContain('All 8 numbers from 1 to 8 arrived.');
    expect(await page.getByRole('row', { name: /^interaction\.observed .* 5$/ }).count()).toBe(1);
    expect(text).not.toContain('The service');
    await ledger.looksRight(page, 'sources');
    await page.close();
  });

  it('tell an operator how the service stands, also where it is not ready', async () => {
    const page = await ledger.open('operator', '/sources');
    await page.getByRole('heading', { name: 'The service ready' }).waitFor();
    await ledger.looksRight(page, 'sources-operator');
    await page.route('**/health/ready', async (route) => {
      const ready = await (await route.fetch()).json();
      const lag = { records: 1_000, seconds: 12.4 };
      const reasons = ['The read models are 12.4 seconds behind the log.'];
      await route.fulfill({
        status: 503,
        json: { ...ready, status: 'not-ready', reasons, projections: { ...ready.projections, lag } },
      });
    });
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByRole('heading', { name: 'The service not ready' }).waitFor();
    const text = await page.getByRole('main').textContent();
    expect(text).toContain('The read models are 12.4 seconds behind the log.');
    expect(text).toContain('at least 1000 records behind');
    await page.close();
  });
});
