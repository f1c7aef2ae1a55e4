// Writes the golden record of each event version that has none yet; one that exists is never touched.
// Use: node --import ./test/support/built.js test/golden/write-missing.ts
import { writeFileSync } from 'node:fs';
import { definitions } from '../../src/catalogue/catalogue.js';
import { eventOf, goldenOf, goldenPath, readGolden } from './golden-record.js';

for (const definition of definitions) {
  const { type, version } = definition;
  if (readGolden(type, version) !== null) continue;
  writeFileSync(goldenPath(type, version), `${JSON.stringify(goldenOf(eventOf(definition)), null, 2)}\n`, { flag: 'wx' });
  process.stdout.write(`${type}.v${version}\n`);
}
