#!/usr/bin/env node
// The command `ledger`: runs the built command line on the Node release that the project brings along, whatever the system has.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const entry = path('../dist/cli.js');
if (!existsSync(entry)) {
  process.stderr.write('The project is not built yet: run "npm run build" first.\n');
  process.exit(2);
}
const bundled = path('../node_modules/.bin/node');
const { status, error } = spawnSync(
  existsSync(bundled) ? bundled : process.execPath,
  [entry, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
if (error) process.stderr.write(`${error.message}\n`);
process.exit(status ?? 2);
