/** The catalogue's page in the documentation is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cataloguePage } from '../support/catalogue-page.js';

const file = join(import.meta.dirname, '..', '..', 'docs', 'catalogue.md');

it('docs/catalogue.md is what the classes say', () => {
  const page = cataloguePage();
  if (process.env.UPDATE_DOCS === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
