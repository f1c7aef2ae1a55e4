/** The person's pages in a real browser, on a desk and on a phone: nothing is cut off, everything has a name, and can be read. Where there is no Chromium, nothing is tested here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { describeInBrowser, openChromium } from '../support/chromium.js';
import { type RunningService, startService } from '../support/running-service.js';

const SCREENS = { desk: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } } as const;
/** WCAG 2.2, 1.4.3. */
const CONTRAST = 4.5;
/** Runs in the page. */
const LOOK = readFileSync(join(import.meta.dirname, 'look.js'), 'utf8');

interface Seen {
  readonly language: string;
  readonly title: string;
  readonly h1: number;
  readonly skipped: readonly number[];
  readonly nameless: readonly string[];
  readonly tooWide: number;
  readonly faint: readonly { readonly text: string; readonly ratio: number }[];
}

describeInBrowser('in a browser', () => {
  let service: RunningService;
  let browser: Browser;
  let token: string;
  let support: string;
  let consumer: string;

  beforeAll(async () => {
    service = await startService();
    const producer = await service.token('producer');
    const events = ['notice.served', 'consent.given', 'data.collected', 'data.shared', 'decision.made'].map((type) => ({
      specversion: '1.0',
      id: type,
      source: 'urn:shop',
      type,
      subject: 'crm:C-1',
      data: definitionOf(type)?.example.data,
    }));
    const headers = { authorization: `Bearer ${producer}`, 'content-type': 'application/cloudevents-batch+json' };
    const sent = await fetch(`${service.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(events) });
    expect(await sent.json()).toMatchObject({ recorded: events.length });
    await caughtUp(service.app);
    consumer = (await service.app.get(Vault).find('crm:C-1')) ?? '';
    support = await service.token('support');
    const link = await fetch(`${service.url}/v1/consumers/${consumer}/link`, {
      method: 'POST',
      headers: { authorization: `Bearer ${support}`, 'content-type': 'application/json', 'x-purpose': 'test' },
      body: '{}',
    });
    ({ token } = (await link.json()) as { token: string });
    browser = await openChromium();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  const pages: readonly (readonly [string, () => string])[] = [
    ['own', () => `/my?token=${token}`],
    ['own-german', () => `/my?token=${token}&language=de`],
    ['explanation', () => `/my/decisions/dec-8812?token=${token}`],
    ['own-french', () => `/my?token=${token}&language=fr`],
    ['own-spanish', () => `/my?token=${token}&language=es`],
    ['error', () => '/my?token=wrong'],
    ['report', () => `/v1/consumers/${consumer}/report?purpose=test`],
  ];

  const open = async (path: string, screen: keyof typeof SCREENS, scheme: 'light' | 'dark'): Promise<Page> => {
    const headers = path.startsWith('/v1') ? { extraHTTPHeaders: { authorization: `Bearer ${support}` } } : {};
    const page = await browser.newPage({ viewport: SCREENS[screen], colorScheme: scheme, ...headers });
    await page.goto(service.url + path);
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
    return page;
  };

  it.each(
    pages.flatMap(([name, path]) =>
      (['desk', 'phone'] as const).flatMap((screen) =>
        (['light', 'dark'] as const).map((scheme) => [name, screen, scheme, path] as const),
      ),
    ),
  )('%s on a %s, %s', async (name, screen, scheme, path) => {
    const page = await open(path(), screen, scheme);
    const seen: Seen = await page.evaluate(LOOK);
    const shots = process.env.SCREENSHOTS;
    if (shots !== undefined)
      await page.screenshot({ path: `${shots}/${name}-${screen}-${scheme}.png`, fullPage: true });
    await page.close();
    expect(seen).toMatchObject({
      language: expect.stringMatching(/^(en|de|fr|es)$/),
      h1: 1,
      skipped: [],
      nameless: [],
    });
    expect(seen.title.length).toBeGreaterThan(5);
    expect(seen.tooWide).toBeLessThanOrEqual(0);
    expect(seen.faint.filter(({ ratio }) => ratio < CONTRAST)).toEqual([]);
  });

  it('is walked by keyboard, and its forms work', async () => {
    const page = await open(`/my?token=${token}`, 'phone', 'light');
    await page.getByRole('button', { name: 'Stop advertising to me' }).press('Enter');
    await page.waitForURL(/done=objected/);
    expect(await page.getByRole('status').textContent()).toContain('Your objection is recorded');
    await page.close();
  });
});
