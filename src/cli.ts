#!/usr/bin/env node
/** The command line. Each command stands in its room; this file lists them. Exit code 0: done and true, 1: checked and found wrong, 2: could not run. */
import { Command } from 'commander';
import { tokenCommand } from './access/token.command.js';
import { explainCommand } from './answers/explain.command.js';
import { environmentWithDotenv, readConfig } from './config.js';
import { demoCommand } from './demo/demo.command.js';
import { createService, openApplication, serve } from './main.js';
import { backupCommands } from './moving/backup.command.js';
import { exportCommand, moveIn } from './moving/moving.command.js';
import { rebuildCommand } from './projections/rebuild.command.js';
import { replayCommand } from './projections/replay.command.js';
import { keysCommand } from './proof/keys.command.js';
import { drillCommand } from './proof/verification/drill.js';
import { verifyCommand } from './proof/verification/verify.command.js';
import { recomputeCertificate } from './protection/certified-erasure.js';
import { redactCommand } from './protection/redact.command.js';
import { LedgerError } from './record/ledger-error.js';
import { importCommand } from './recording/import.command.js';
import { vaultCommand } from './vault/rotate.command.js';

const program = new Command('ledger')
  .description('The accountability ledger: records events and answers how a decision was made.')
  // Commands take this over: a wrong option is "could not run", never "found wrong".
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program
  .command('serve')
  .description('run the service')
  .action(() => serve(readConfig(environmentWithDotenv())));

demoCommand(program, createService);
importCommand(program, openApplication, moveIn);
exportCommand(program);
backupCommands(program);
redactCommand(program, openApplication);
tokenCommand(program);
verifyCommand(program, recomputeCertificate);
drillCommand(program);
keysCommand(program);
rebuildCommand(program);
replayCommand(program);
vaultCommand(program);
explainCommand(program, openApplication);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(
    `${error instanceof LedgerError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  // What was opened before the failure must not keep the process alive.
  process.exit(2);
}
