/** docs/findings.md is held equal to the rules. */
import { readFileSync } from 'node:fs';
import { lateReport } from '../../src/oversight/findings/late-report.js';
import { producerGap } from '../../src/oversight/findings/producer-gap.js';
import { rules } from '../../src/oversight/findings/rules.js';

it('documents every rule with its severity and duty, in their order', () => {
  const page = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\w+) \| (.+?) \| .{20,} \|$/gm)].map(([, id, severity, law]) => ({
    id,
    severity,
    law,
  }));
  const all = [...rules, lateReport([]), producerGap(new Map())];
  expect(rows).toEqual(all.map(({ id, severity, law }) => ({ id, severity, law })));
});

it('has a sentence of its own for every rule, in every language', async () => {
  const { en } = await import('../../src/answers/narrative/en.js');
  const keys = new Set(Object.keys(en));
  const missing = [...rules, lateReport([]), producerGap(new Map())].filter(({ id }) => !keys.has(`finding.${id}`));
  expect(missing.map(({ id }) => id)).toEqual([]);
});
