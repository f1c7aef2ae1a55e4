/** `ledger vault rotate-key`: wraps every key anew under another master key. Keys come from files and the environment, never from arguments, which every process may read. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { environmentWithDotenv, keyBytes, readConfig } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { masterKeyId } from './master-keys.js';
import { noticeRotation } from './rotation-notice.js';
import { openVault } from './vault.module.js';

interface Options {
  readonly newKeyFile?: string;
  readonly json?: boolean;
}

const NEXT = 'LEDGER_VAULT_KEY_NEXT';

export function vaultCommand(program: Command): void {
  program
    .command('vault')
    .description('keep the vault, in which the keys of personal data lie')
    .command('rotate-key')
    .description(`wrap every key anew under another master key, given in a file or in ${NEXT}; the log stays untouched`)
    .option('--new-key-file <file>', `a file with the new key; without it ${NEXT} or the file that ${NEXT}_FILE names`)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
A running service goes on while it knows both keys: start it with LEDGER_VAULT_KEY="<old> <new>" first, rotate, then start it with the new key alone.
Interrupted, the rotation is resumed by running it again with the same two keys. Destroy the old key afterwards: with it, what erased people's keys
left in old backups of the vault becomes unreadable.`,
    )
    .action(rotate);
}

async function rotate(options: Options): Promise<void> {
  const environment = environmentWithDotenv();
  const next = newKey(environment, options.newKeyFile);
  const config = readConfig(environment);
  const vault = await openVault(config);
  try {
    const { rewrapped } = await vault.rotateMasterKey(next);
    const id = masterKeyId(next);
    noticeRotation(config.data, id);
    const said = options.json
      ? JSON.stringify({ masterKey: id, rewrapped })
      : `${rewrapped} keys are now wrapped by master key ${id}. Set LEDGER_VAULT_KEY to it before the next start.`;
    process.stdout.write(`${said}\n`);
  } finally {
    await vault.close();
  }
}

/** @throws LedgerError `configuration` */
function newKey(environment: Readonly<Record<string, string | undefined>>, option: string | undefined): KeyObject {
  const file = option ?? environment[`${NEXT}_FILE`];
  const text = file ? contentOf(file) : environment[NEXT];
  const bytes = text ? keyBytes(text.trim()) : null;
  if (bytes !== null) return createSecretKey(bytes);
  throw new LedgerError(
    'configuration',
    `The new master key is missing or is not 32 bytes, as 64 hexadecimal digits or base64. Give it with --new-key-file, ${NEXT}_FILE or ${NEXT}.`,
  );
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new LedgerError('configuration', `The file ${file} with the new master key cannot be read.`);
  }
}
