/** `ledger redact RECORD`: takes open fields away from a record; the bytes go with the next export and import of the ledger. */
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Command } from 'commander';
import { type Config, environmentWithDotenv, readConfig } from '../config.js';
import { parseRecordId } from '../record/ids.js';
import { RedactRecord } from './redact-record.js';

interface Options {
  readonly field: readonly string[];
  readonly reason: string;
  readonly json?: boolean;
}

/** @param open the application without HTTP; it holds the data folder while it is open */
export function redactCommand(program: Command, open: (config: Config) => Promise<INestApplicationContext>): void {
  program
    .command('redact <record>')
    .description(
      'take away open fields that should never have been sent; writes, so beside a running service use POST /v1/records/{id}/redaction',
    )
    .requiredOption('--field <pointer...>', 'JSON pointers into the record’s data, for example /consequences')
    .requiredOption('--reason <text>', 'why; it is kept in the open and for ever: name a case, not a person')
    .option('--json', 'print one JSON object')
    .action(async (record: string, { field, reason, json }: Options) => {
      const id = parseRecordId(record);
      const app = await open(readConfig(environmentWithDotenv()));
      try {
        const redacted = await app.get(CommandBus).execute(new RedactRecord(id, field, reason, 'cli'));
        process.stdout.write(
          json
            ? `${JSON.stringify(redacted)}\n`
            : `${redacted.fields.join(', ')} of ${id} is gone from every answer. Its bytes go with the next \`ledger export --ledger\` and import.\n`,
        );
      } finally {
        await app.close();
      }
    });
}
