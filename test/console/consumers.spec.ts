/** One person in the console, as support and auditors see them: found by reference, read with a purpose, and nothing read that nobody asked for. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser } from '../support/chromium.js';
import { ConsoleUnderTest, PERSON } from '../support/console.js';
import { BATCH, exampleEvent, post } from '../support/running-service.js';

const JSON_TYPE = 'application/json';

describeInBrowser('a consumer', () => {
  let ledger: ConsoleUnderTest;
  let consumer: string;

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
    const { service } = ledger;
    const of = { subject: PERSON };
    const events = [
      exampleEvent('processing.objected', 'more-1', { ...of, time: '2026-03-12T08:15:00Z' }),
      exampleEvent('identity.linked', 'more-2', { ...of, time: '2026-03-12T09:00:00Z' }),
    ];
    await post(`${service.url}/v1/events`, await service.token('producer'), BATCH, JSON.stringify(events));
    const asked = { reference: PERSON, right: 'eu-gdpr:A15', channel: 'phone' };
    await post(`${service.url}/v1/inquiries`, await service.token('support'), JSON_TYPE, JSON.stringify(asked));
    await caughtUp(service.app);
    consumer = await found(PERSON);
  }, 120_000);
  afterAll(() => ledger?.close());

  it('is found by a reference, which stands in no address', async () => {
    const page = await ledger.open('support', '/consumers');
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await ledger.looksRight(page, 'consumers');
    await page.getByLabel('Reference').fill('crm:nobody');
    await page.getByRole('button', { name: 'Look up' }).click();
    await says(page.getByRole('alert'), 'No consumer is known under this reference, or the consumer was erased.');
    await page.getByLabel('Reference').fill(PERSON);
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByRole('heading', { name: consumer }).waitFor();
    addresses.push(page.url());
    expect(addresses.filter((address) => /10442|nobody/.test(decodeURIComponent(address)))).toEqual([]);
    expect(page.url()).toContain(`#/consumers/${consumer}`);
    await page.close();
  });

  it('is opened by a pseudonym, and by nothing that is none', async () => {
    const page = await ledger.open('auditor', '/consumers');
    expect(await page.getByLabel('Reference').count()).toBe(0);
    await page.getByLabel('Pseudonym').fill(PERSON);
    await page.getByRole('button', { name: 'Open' }).click();
    expect(page.url()).not.toContain('10442');
    await page.getByLabel('Pseudonym').fill('00000000-0000-4000-8000-00000000000a');
    await page.getByRole('button', { name: 'Open' }).click();
    await says(page.getByRole('alert'), 'No record is about this consumer.');
    await page.close();
  });

  it('asks why before it reads', async () => {
    const before = await reads('overview');
    const page = await ledger.open('support', `/consumers/${consumer}`, '');
    await page.getByRole('heading', { name: 'Why do you read this record?' }).waitFor();
    expect(await reads('overview')).toEqual(before);
    await page.getByRole('main').getByLabel('Purpose').fill('inquiry 12');
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('heading', { name: 'Data held' }).waitFor();
    expect(await reads('overview')).toEqual([...before, 'inquiry 12']);
    await page.close();
  });

  it('shows consents and objections on one time axis, and the same as text', async () => {
    const page = await opened('support');
    const drawn = page.getByRole('img', { name: 'Consents and objections over time' });
    // Their intervals, each with what it says: one consent that was withdrawn, one objection that stands.
    const bars = await drawn.locator('g > title').allTextContents();
    expect(bars).toEqual([
      expect.stringMatching(/cr-3391: 12 Jan 2026 to 5 Mar 2026, withdrawn/),
      expect.stringMatching(/objection since 12 Mar 2026, it stands/),
    ]);
    await page.getByText('The same as a table').click();
    const rows = await page.getByRole('row', { name: /cr-3391|direct marketing/ }).allTextContents();
    expect(rows).toEqual([
      expect.stringMatching(/personalised advertising.*cr-3391.*withdrawn/),
      expect.stringMatching(/direct marketing.*objection.*stands/),
    ]);
    await ledger.looksRight(page, 'consumer');
    await page.close();
  });

  it('shows what was inferred as such, inquiries with their view, and the other pseudonym', async () => {
    const page = await opened('support');
    const inferred = page.getByRole('row', { name: /runningShoes/ });
    expect(await inferred.textContent()).toMatch(/0\.81.*inferred/);
    expect(await page.getByRole('main').textContent()).toContain('1 inferred: concluded about the person');
    const inquiry = await page.getByRole('link', { name: /^inq-/ }).getAttribute('href');
    expect(inquiry).toMatch(/^#\/inquiries\/inq-/);
    const other = await found('app:device-7f31');
    await page.getByRole('link', { name: other }).click();
    await page.getByRole('heading', { name: other }).waitFor();
    await page.close();
  });

  it('shows decisions only when somebody asks', async () => {
    const page = await opened('support');
    expect(await reads('decisions')).toEqual([]);
    await page.getByRole('button', { name: 'Their decisions' }).click();
    await page.getByText('because there was no valid consent').waitFor();
    expect(await page.getByRole('link', { name: 'dec-8812' }).getAttribute('href')).toBe('#/decisions/dec-8812');
    await ledger.looksRight(page, 'consumer-decisions');
    expect(await reads('decisions')).toEqual(['inquiry 4711']);
    await page.close();
  });

  it('shows the timeline only when somebody asks, and reads it once', async () => {
    const page = await opened('support');
    expect(await reads('timeline')).toEqual([]);
    await page.getByRole('button', { name: 'The timeline' }).click();
    await page.getByText('The person took the consent back.').waitFor();
    await page.getByRole('button', { name: 'The timeline' }).click();
    await page.getByRole('button', { name: 'The timeline' }).click();
    const inferred = page.getByRole('listitem').filter({ hasText: 'data.inferred' });
    expect(await inferred.textContent()).toContain('personal fields opened');
    expect(await inferred.getByRole('link').getAttribute('href')).toMatch(/^#\/proof\?record=[0-9a-f-]{36}$/);
    await inferred.getByText('Data', { exact: true }).click();
    await inferred.getByText('runningShoes').waitFor();
    await ledger.looksRight(page, 'consumer-timeline');
    expect(await reads('timeline')).toEqual(['inquiry 4711']);
    await page.close();
  });

  it('gets from support a report in their language, a link and their data', async () => {
    const page = await opened('support');
    await page.getByText('For the person').click();
    await page.getByLabel('Language').selectOption('de');
    expect(await saved(page, 'Save the report as a page')).toContain('<html lang="de"');
    expect(await saved(page, 'Save the report as PDF')).toMatch(/^%PDF/);
    expect(JSON.parse(await saved(page, 'Save the data as JSON'))).toMatchObject({ consumer });
    await page.getByLabel('Days').fill('3');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const address = await page.getByLabel('The address of their page').inputValue();
    const answer = await fetch(address);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    const inThreeDays = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(Date.now() + 3 * 86_400_000);
    expect(await page.getByRole('status').textContent()).toContain(`It ends ${inThreeDays}`);
    await ledger.looksRight(page, 'consumer-for-the-person');
    expect(await reads('report')).toHaveLength(2);
    await page.close();
  });

  it('is sealed to an auditor until they say why, and then read again', async () => {
    const page = await opened('auditor');
    expect(await page.getByText('Sealed: not opened for you.').count()).toBe(3);
    expect(await page.getByRole('main').textContent()).not.toContain('runningShoes');
    expect(await page.getByText('For the person').count()).toBe(0);
    expect(await page.getByRole('link', { name: /^inq-/ }).count()).toBe(0);
    await page.getByText('Look behind the pseudonym').click();
    await ledger.looksRight(page, 'consumer-sealed');
    const before = await reads('overview');
    await page.getByLabel('Reason').fill('complaint 118');
    await page.getByLabel('Minutes').fill('5');
    await page.getByRole('button', { name: 'Open the values' }).click();
    await page.getByText('runningShoes').waitFor();
    await says(page.getByRole('status'), 'The values are open to you until');
    expect(await reads('overview')).toHaveLength(before.length + 1);
    const unmasked = (await ledger.service.records()).filter(({ header }) => header.type === 'value.unmasked');
    expect(unmasked.map(({ header, body }) => [header.subject, body.data.reason])).toEqual([
      [consumer, 'complaint 118'],
    ]);
    await page.close();
  });

  async function opened(role: 'support' | 'auditor'): Promise<Page> {
    const page = await ledger.open(role, `/consumers/${consumer}`);
    await page.getByRole('heading', { name: 'Data held' }).waitFor();
    return page;
  }

  async function found(reference: string): Promise<string> {
    const { service } = ledger;
    const body = JSON.stringify({ reference });
    const answer = await post(`${service.url}/v1/consumers/lookup`, await service.token('support'), JSON_TYPE, body);
    return answer.body.consumer;
  }

  /** The purposes for which the consumer was read so. */
  async function reads(what: string): Promise<unknown[]> {
    return (await ledger.service.records())
      .filter(({ header, body }) => header.type === 'access.recorded' && body.data.what === what)
      .filter(({ header }) => header.subject === consumer)
      .map(({ body }) => body.data.purpose);
  }
});

async function says(place: ReturnType<Page['getByRole']>, text: string): Promise<void> {
  await place.waitFor();
  expect(await place.textContent()).toContain(text);
}

async function saved(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return readFileSync(await file.path(), 'utf8');
}
