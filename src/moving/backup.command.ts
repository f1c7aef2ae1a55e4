/** `ledger backup` and `ledger restore`. */
import { type Command, Option } from 'commander';
import { environmentWithDotenv, readConfig } from '../config.js';
import { Clock } from '../record/clock.js';
import { compareInstants } from '../record/ids.js';
import { daysOf, KEPT_DAYS } from '../vault/backups.js';
import { backUp, readBackup } from './backup.js';
import { restore } from './restore.js';

export function backupCommands(program: Command): void {
  program
    .command('backup <folder>')
    .description(
      'copy log, vault, tokens and everything signed into a new folder in there; works beside a running service',
    )
    .option(
      '--keep <days>',
      'for how long, for example 30d; LEDGER_BACKUP_DAYS or 35 days where absent. Older ones in the folder are removed when their time is over',
    )
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nThe vault’s master key and the signing key are not copied: keep them apart, for without them a stolen backup is noise.',
    )
    .action(async (folder: string, { keep, json }: { readonly keep?: string; readonly json?: boolean }) => {
      const config = readConfig(environmentWithDotenv(), { readOnly: true });
      const days = keep === undefined ? (config.backupDays ?? KEPT_DAYS) : daysOf(keep);
      const made = await backUp(config, folder, days, new Clock().now());
      if (json) return print(JSON.stringify(made));
      print(`${made.folder} holds ${made.files.map(({ path }) => path).join(', ')}.`);
      print(`It is to be gone by ${made.expiresAt}; certificates of erasures say so from now on.`);
      if (made.removed.length > 0) print(`Removed, because their time is over: ${made.removed.join(', ')}.`);
      if (config.vaultKey === null)
        print('The development key of the vault is not in it, and without it the vault cannot be read.');
    });
  program
    .command('restore <backup>')
    .description(
      'put a backup into an empty data folder; every erasure in the log is carried out again before a key is served',
    )
    .addOption(new Option('--only <part>', 'the vault alone, beside a log that is still there').choices(['vault']))
    .option('--json', 'print one JSON object')
    .action(async (folder: string, { only, json }: { readonly only?: 'vault'; readonly json?: boolean }) => {
      const config = readConfig(environmentWithDotenv());
      if (compareInstants(readBackup(folder).expiresAt, new Clock().now()) <= 0)
        process.stderr.write(
          'This backup should be gone by now: certificates of erasures promise it. Destroy it when it is restored.\n',
        );
      const restored = await restore(config, folder, only ?? null);
      if (json) return print(JSON.stringify(restored));
      print(`${restored.files.join(', ')} are as they were on ${restored.madeAt}.`);
      if (restored.erasedAgain > 0)
        print(`${restored.erasedAgain} subjects whom the log calls erased were erased again.`);
      if (only === undefined)
        print(
          'What was recorded after that, erasures included, is not in this log: carry those out again from their certificates. Compare it with a checkpoint kept elsewhere: ledger verify --checkpoint FILE.',
        );
    });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
