/** Proofs in the console: what is right is proven in the browser, and what is not is called out, whatever the service says. */
import type { Page } from 'playwright-core';
import { base64Of } from '../../src/proof/merkle/hash.js';
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser } from '../support/chromium.js';
import { ConsoleUnderTest } from '../support/console.js';
import { exampleEvent, ONE, post } from '../support/running-service.js';

describeInBrowser('proof', () => {
  let ledger: ConsoleUnderTest;
  let record = '';
  const published = async () => Number((await (await fetch(`${ledger.service.url}/checkpoint`)).text()).split('\n')[1]);
  /** One event more, and a checkpoint that covers it. */
  const grow = async (id: string) => {
    const event = JSON.stringify(exampleEvent('interaction.observed', id, { source: '/kiosk' }));
    await post(`${ledger.service.url}/v1/events`, await ledger.service.token('producer'), ONE, event);
    await caughtUp(ledger.service.app);
    const size = (await ledger.service.records()).length;
    for (let tries = 0; (await published()) < size; tries++) {
      if (tries > 100) throw new Error('No checkpoint covers it.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const again = (page: Page) => page.getByRole('button', { name: 'Check again' }).click();
  const seen = (page: Page) => page.evaluate('localStorage.getItem("ledger-last-seen")');

  beforeAll(async () => {
    ledger = await ConsoleUnderTest.start();
    await grow('first');
    record = (await ledger.service.records()).find(({ header }) => header.type === 'decision.made')?.header.id ?? '';
  }, 120_000);
  afterAll(() => ledger?.close());

  it('of the log: signed at the first visit, and only grown at the next', async () => {
    const page = await ledger.open('support', '/proof');
    await page.getByText('Proven: the ledger signed its history').waitFor();
    await page.getByText('This browser sees it for the first time').waitFor();
    const before = JSON.parse(String(await seen(page)));
    expect([before.size, Object.keys(before)]).toEqual([await published(), ['size', 'root']]);
    await ledger.looksRight(page, 'proof-first');
    await page.reload();
    await page.getByText('Nothing you have seen was rewritten: it is exactly').waitFor();
    await grow('second');
    await page.reload();
    await page.getByText(`all ${before.size} records that this browser has seen are still there`).waitFor();
    expect(JSON.parse(String(await seen(page))).size).toBeGreaterThan(before.size);
    await ledger.looksRight(page, 'proof-grown');
    await page.close();
  });

  it('of a record: from its leaf to the root of the log, also where the log has grown meanwhile', async () => {
    const page = await ledger.open('auditor', `/proof?record=${record}`);
    await page.getByText(/Proven: this record is number \d+ of the signed history/).waitFor();
    await page.getByText('It is the root of the log that was verified above.').waitFor();
    await page.getByRole('img', { name: /^From leaf \d+ up: \d+ hashes lead to the signed root/ }).waitFor();
    await ledger.looksRight(page, 'proof-record');
    await grow('third');
    const next = (await ledger.service.records())[0]?.header.id ?? '';
    await page.getByLabel('Id of the record').fill(next);
    await page.getByRole('button', { name: 'Prove it' }).click();
    await page.getByText(/^.*The log of \d+ records begins with all \d+ records of the earlier checkpoint/).waitFor();
    await page.getByLabel('Id of the record').fill('00000000-0000-5000-8000-000000000000');
    await page.getByRole('button', { name: 'Prove it' }).click();
    await page.getByText('There is no record 00000000').waitFor();
    await page.close();
  });

  it('calls out a signature that is wrong by one bit', async () => {
    const page = await ledger.open('auditor', `/proof?record=${record}`);
    await page.getByText('Proven: this record').waitFor();
    const before = await seen(page);
    await page.route('**/checkpoint', async (route) => {
      const response = await route.fetch();
      const note = await response.text();
      const [, encoded = ''] = /^— \S+ (\S+)$/m.exec(note) ?? [];
      await route.fulfill({ response, body: note.replace(encoded, flipped(encoded, 20)) });
    });
    await again(page);
    await page.getByText('NOT PROVEN: the checkpoint is not signed as it should be.').waitFor();
    const text = await page.getByRole('main').textContent();
    expect(text).toContain('does not verify');
    expect(text).toContain('nothing can be proven about a record');
    expect(text).not.toContain('Proven: this record');
    expect(await seen(page)).toBe(before);
    await ledger.looksRight(page, 'proof-refused');
    await page.close();
  });

  it('calls out a root that is not the signed one, and a record that does not lead to it', async () => {
    const page = await ledger.open('auditor', `/proof?record=${record}`);
    await page.getByText('Proven: this record').waitFor();
    await page.route('**/v1/proofs/inclusion/*', async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      const proof = answer.proof.map((hash: string, step: number) => (step === 1 ? flipped(hash, 0) : hash));
      await route.fulfill({ response, json: { ...answer, proof } });
    });
    await again(page);
    await page.getByText('NOT PROVEN: this record does not belong').waitFor();
    const alarm = await page.getByRole('alert').textContent();
    expect(alarm).toContain('does NOT lead to the root that was signed');
    await page.getByRole('img', { name: /lead to a root that is not the signed one/ }).waitFor();
    await ledger.looksRight(page, 'proof-record-refused');
    await page.route('**/checkpoint', async (route) => {
      const response = await route.fetch();
      const [origin, size, root = '', ...rest] = (await response.text()).split('\n');
      await route.fulfill({ response, body: [origin, size, flipped(root, 0), ...rest].join('\n') });
    });
    await again(page);
    await page.getByText('NOT PROVEN: the checkpoint is not signed as it should be.').waitFor();
    await page.close();
  });

  it.each([
    ['of the same size', 0, 'they are not the same'],
    ['that went on differently', -3, 'do not begin with the'],
    ['that became shorter', 1_000, 'the ledger now shows only'],
  ])('says loudly that this browser has seen another history: one %s', async (_, more, says) => {
    const page = await ledger.open('support', '/proof');
    await page.getByText('This browser sees it for the first time').waitFor();
    const other = JSON.stringify({ size: (await published()) + more, root: base64Of(new Uint8Array(32).fill(7)) });
    await page.evaluate(`localStorage.setItem("ledger-last-seen", ${JSON.stringify(other)})`);
    await again(page);
    await page.getByText('HISTORY WAS REWRITTEN').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain(says);
    // What is refused does not overwrite what was seen.
    expect(await seen(page)).toBe(other);
    await ledger.looksRight(page, `proof-rewritten-${Math.abs(more)}`);
    await page.getByText('Could there be an innocent reason?').click();
    await page.getByRole('button', { name: 'Forget it and start anew' }).click();
    await page.getByText('This browser sees it for the first time').waitFor();
    await page.close();
  });

  it('takes a browser that cannot check for neither proof nor forgery', async () => {
    const page = await ledger.open('support', '/proof');
    await page.getByText('Proven: the ledger signed').waitFor();
    await page.evaluate('crypto.subtle.verify = () => Promise.reject(new Error("NotSupportedError"))');
    await again(page);
    await page.getByText('Nothing was proven, and nothing refuted.').waitFor();
    await page.close();
  });
});

/** With one bit of this byte turned. */
function flipped(base64: string, at: number): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
}
