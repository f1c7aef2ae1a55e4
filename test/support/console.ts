/** The console in a real browser, over a service that holds the story of `examples/`. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Role } from '../../src/access/roles.js';
import { caughtUp } from './caught-up.js';
import { openChromium } from './chromium.js';
import { LINES, post, type RunningService, startService } from './running-service.js';

const STORY = readFileSync(new URL('../../examples/story.ndjson', import.meta.url), 'utf8');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } } as const;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The consumer of the story. */
export const PERSON = 'crm:C-10442';

/** Waits until so many are there and no more: after a filter the list of before stands for a moment yet. */
export async function areCounted(found: Locator, count: number): Promise<void> {
  if (count > 0) await found.nth(count - 1).waitFor();
  await found.nth(count).waitFor({ state: 'detached' });
}

export class ConsoleUnderTest {
  /** What the browser complained of: a script that failed, something that the policy of the page refused. */
  readonly complaints: string[] = [];

  private constructor(
    readonly service: RunningService,
    readonly browser: Browser,
  ) {}

  static async start(): Promise<ConsoleUnderTest> {
    const service = await startService();
    const sent = await post(`${service.url}/v1/events`, await service.token('producer'), LINES, STORY);
    expect(sent.body).toMatchObject({ recorded: STORY.trim().split('\n').length });
    await caughtUp(service.app);
    return new ConsoleUnderTest(service, await openChromium());
  }

  /** Signs in at the view, as a person would. @param purpose none where it is empty */
  async open(role: Role, view: string, purpose = 'inquiry 4711'): Promise<Page> {
    const page = await this.browser.newPage({ viewport: SIZES.desk });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // A refusal that a view shows is no fault of the page.
      if (message.type() === 'error' && !/status of (4\d\d|503)/.test(message.text()))
        this.complaints.push(message.text());
    });
    await page.goto(`${this.service.url}/console/#${view}`);
    await page.getByLabel('Token').fill(await this.service.token(role));
    await page.getByLabel('Purpose').fill(purpose);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').waitFor();
    return page;
  }

  /**
   * Fit for a keyboard, a screen reader, little light and a small screen: axe's rules in both schemes, and nothing that sticks out of a phone's.
   * With SCREENSHOTS=folder it leaves pictures there. @param name of the picture
   */
  async looksRight(page: Page, name: string): Promise<void> {
    await page.getByText('Reading…').waitFor({ state: 'detached' });
    const shots = process.env.SCREENSHOTS;
    if (shots !== undefined) mkdirSync(shots, { recursive: true });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(AXE);
      const found = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)} })`);
      const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
      expect([name, scheme, violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([name, scheme, []]);
      if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}-${scheme}.png`), fullPage: true });
    }
    await page.setViewportSize(SIZES.phone);
    const tooWide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}-phone.png`), fullPage: true });
    await page.setViewportSize(SIZES.desk);
    expect([name, tooWide]).toEqual([name, 0]);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.service.close();
    expect(this.complaints).toEqual([]);
  }
}
