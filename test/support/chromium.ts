/** Chromium, where the machine has one. Tests in a browser are skipped elsewhere, and say so. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATH = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

export const describeInBrowser = existsSync(PATH) ? describe : describe.skip;
export const itInBrowser = existsSync(PATH) ? it : it.skip;

export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, headless: true, args: FLAGS });
}
