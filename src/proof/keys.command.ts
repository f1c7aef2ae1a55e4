/** `ledger keys list|rotate`: the keys under which checkpoints are signed. */
import type { Command } from 'commander';
import { environmentWithDotenv, readConfig } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { formatVkey } from './merkle/signed-note.js';
import { replaceKeyFile, SigningKeys } from './signing-keys.js';
import { SqlitePublications } from './sqlite-publications.js';

export function keysCommand(program: Command): void {
  const keys = program.command('keys').description('the keys that sign checkpoints');
  keys
    .command('list')
    .description('show every vkey under which this ledger signed, newest first')
    .option('--json', 'print JSON')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const config = readConfig(environmentWithDotenv(), { readOnly: true });
      const publications = new SqlitePublications(config.data, true);
      const vkeys = (await new SigningKeys(config, publications).known()).map(formatVkey);
      await publications.close();
      process.stdout.write(json ? `${JSON.stringify(vkeys)}\n` : vkeys.map((vkey) => `${vkey}\n`).join(''));
    });
  keys
    .command('rotate')
    .description('put a new key into the data folder; the next start publishes it and records key.rotated')
    .option('--json', 'print JSON')
    .action(({ json = false }: { readonly json?: boolean }) => {
      const config = readConfig(environmentWithDotenv());
      if (config.signingKey !== null)
        throw new LedgerError(
          'configuration',
          'The key comes from LEDGER_SIGNING_KEY: put a new one there (openssl genpkey -algorithm ed25519) and start again.',
        );
      const vkey = replaceKeyFile(config);
      process.stdout.write(
        json ? `${JSON.stringify({ vkey })}\n` : `${vkey}\nStart the service again to sign with it.\n`,
      );
    });
}
