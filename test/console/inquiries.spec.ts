/** What people ask, in the console: from the receipt of an inquiry to its end, as support staff do it. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { label } from '../../src/catalogue/vocabulary.js';
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser } from '../support/chromium.js';
import { areCounted, ConsoleUnderTest, PERSON } from '../support/console.js';
import { post } from '../support/running-service.js';

describeInBrowser('inquiries', () => {
  let ledger: ConsoleUnderTest;
  let support: string;
  const opened = async (body: object): Promise<string> => {
    const asked = { reference: PERSON, right: 'eu-gdpr:A15', channel: 'letter', ...body };
    const { body: inquiry } = await post(
      `${ledger.service.url}/v1/inquiries`,
      support,
      'application/json',
      JSON.stringify(asked),
    );
    await caughtUp(ledger.service.app);
    return inquiry.id;
  };
  const standing = async (id: string) => {
    const headers = { authorization: `Bearer ${support}`, 'x-purpose': 'the test' };
    return (await fetch(`${ledger.service.url}/v1/inquiries/${id}`, { headers })).json();
  };
  /** Kinds of what was read of the person for this purpose, in order. */
  const readsFor = async (purpose: string): Promise<readonly unknown[]> =>
    (await ledger.service.records())
      .filter(({ header, body: { data } }) => header.type === 'access.recorded' && data.purpose === purpose)
      .map(({ body: { data } }) => data.what);
  const offered = (page: Page) => page.getByRole('group', { name: 'Steps' }).getByRole('button').allTextContents();
  const step = (page: Page, name: string) =>
    page.getByRole('group', { name: 'Steps' }).getByRole('button', { name }).click();

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
    support = await ledger.service.token('support');
  }, 120_000);
  afterAll(() => ledger?.close());

  it('are opened, looked into, extended, answered and closed, and only what is possible is offered', async () => {
    const page = await ledger.open('support', '/inquiries', 'inquiry 4712');
    await page.getByText('Nobody has asked anything yet').waitFor();
    await page.getByRole('link', { name: 'Open a new inquiry' }).click();
    const rights = await page.getByLabel('Right').locator('option').all();
    for (const one of rights)
      expect(await one.textContent()).toBe(label((await one.getAttribute('value')) ?? '', 'en'));
    await page.getByRole('textbox', { name: 'Reference' }).fill(PERSON);
    await page.getByLabel('How it arrived').fill('phone');
    await page.getByLabel('What the person asks').fill('Why did I get this offer?');
    await page.getByLabel('The decision that is asked about').fill('dec-8812');
    await ledger.looksRight(page, 'inquiry-new');
    await page.getByRole('button', { name: 'Open the inquiry' }).click();
    await page.getByRole('heading', { name: 'What can be done now' }).waitFor();
    expect(page.url()).toMatch(/#\/inquiries\/inq-[0-9a-f]+$/);
    const id = page.url().split('/').at(-1) ?? '';
    expect(await page.getByRole('main').textContent()).toMatch(/Why did I get this offer\?.*received/s);
    expect(await offered(page)).toEqual(['Answer', 'Request identity', 'Verify identity', 'Extend the time', 'Refuse']);

    await step(page, 'Request identity');
    await page.getByLabel('How', { exact: true }).fill('code to the known e-mail address');
    await page.getByRole('region', { name: 'Request identity' }).getByRole('button').click();
    await page.getByText('Recorded: identity requested').waitFor();
    expect(await offered(page)).toEqual(['Verify identity', 'Extend the time', 'Refuse']);

    await step(page, 'Extend the time');
    await page.getByLabel('Why it takes longer').fill('many requests at once');
    await page.getByRole('region', { name: 'Extend the time' }).getByRole('button').click();
    await page.getByText('Recorded: extended').waitFor();
    await page.getByText(/days left of 9\d days, extended to three months/).waitFor();
    expect(await offered(page)).toEqual(['Verify identity', 'Refuse']);

    await step(page, 'Verify identity');
    await page.getByLabel('How', { exact: true }).fill('code to the known e-mail address');
    await page.getByRole('button', { name: 'Identity is verified' }).click();
    await page.getByText('Recorded: identity verified').waitFor();
    expect(await offered(page)).toEqual(['Answer', 'Refuse']);
    // All of it came with the commands' answers: nothing about the person was read.
    expect(await readsFor('inquiry 4712')).toEqual(['inquiries']);

    await step(page, 'Answer');
    await page.getByLabel('Language').selectOption('Deutsch');
    await ledger.looksRight(page, 'inquiry-answer');
    await page.getByRole('button', { name: 'Make the answer and record it' }).click();
    await page.getByText('computed here again: the same').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the answer (html)' }).click();
    const letter = readFileSync(await (await saved).path());
    const { body } =
      (await ledger.service.records()).findLast(({ header }) => header.type === 'inquiry.answered') ?? {};
    expect(body?.data).toMatchObject({ digest: hash('sha256', letter, 'hex'), language: 'de', decisionId: 'dec-8812' });
    await page.getByText('Its words').click();
    expect(letter.toString()).toContain('<html lang="de"');
    await ledger.looksRight(page, 'inquiry-answered');

    expect(await offered(page)).toEqual(['Close']);
    await step(page, 'Close');
    await page.getByRole('button', { name: 'Close the inquiry' }).click();
    await page.getByText('this inquiry is over').waitFor();
    expect(await readsFor('inquiry 4712')).toEqual(['inquiries', 'answer']);
    expect(await standing(id)).toMatchObject({ status: 'closed', extended: true, text: 'Why did I get this offer?' });
    await page.close();
  });

  it('that are overdue stand out, cannot be extended any more, and can be refused', async () => {
    const late = await opened({ receivedAt: '2026-01-31T08:00:00Z', text: 'What do you hold?' });
    const page = await ledger.open('support', '/inquiries', 'inquiry 4713');
    await page.getByText(/^Overdue by \d+ days \(allowed were 28 days\)$/).waitFor();
    await ledger.looksRight(page, 'inquiries');
    await page.getByLabel('Time').selectOption('overdue');
    await page.waitForURL(/overdue=true/);
    await areCounted(page.getByRole('row'), 2);
    await page.getByRole('link', { name: 'right of access' }).click();
    await page.getByText('What do you hold?').waitFor();
    expect(await offered(page)).toEqual(['Answer', 'Request identity', 'Verify identity', 'Refuse']);
    expect(await readsFor('inquiry 4713')).toEqual(['inquiries', 'inquiries', 'inquiry']);
    await ledger.looksRight(page, 'inquiry-overdue');
    await step(page, 'Refuse');
    await page.getByLabel('Why', { exact: true }).fill('the identity could not be shown');
    await page.getByLabel('Where the person can complain').fill('BlnBDI');
    await page.getByRole('region', { name: 'Refuse' }).getByRole('button').click();
    await page.getByText(/Refused too late/).waitFor();
    expect(await standing(late)).toMatchObject({ status: 'refused', overdue: false });
    await page.getByRole('link', { name: 'Inquiries' }).click();
    await page.getByLabel('Time').selectOption('overdue');
    await page.getByText('No inquiry is like this').waitFor();
    await page.close();
  });

  it('of one person are found by reference, which stands in no address', async () => {
    await opened({});
    const others = await opened({ reference: 'crm:somebody-else' });
    const page = await ledger.open('support', '/inquiries', 'inquiry 4714');
    await page.getByText('Only of one person').click();
    await page.getByLabel('Reference').fill(PERSON);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByRole('button', { name: 'Of everybody' }).waitFor();
    await page.locator(`a[href$="/inquiries/${others}"]`).waitFor({ state: 'detached' });
    await page.getByRole('row').nth(1).waitFor();
    const [people, all] = await Promise.all([
      page.getByRole('link', { name: /^person / }).allTextContents(),
      page.getByRole('row').count(),
    ]);
    expect([new Set(people).size, people.length]).toEqual([1, all - 1]);
    expect([...addresses, page.url()].filter((address) => /C-10442/.test(address))).toEqual([]);
    await page.close();
  });

  it('are not read before a purpose is given', async () => {
    const id = await opened({ text: 'Erase it all.' });
    const page = await ledger.open('support', `/inquiries/${id}`, '');
    await page.getByRole('heading', { name: 'Why do you read this record?' }).waitFor();
    expect(await readsFor('inquiry 4715')).toEqual([]);
    await page.getByRole('main').getByLabel('Purpose').fill('inquiry 4715');
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText('Erase it all.').waitFor();
    expect(await readsFor('inquiry 4715')).toEqual(['inquiry']);
    await page.close();
  });
});
