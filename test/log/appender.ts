/**
 * A process that holds a log and does what it is told, one JSON line a command on standard input, and says what came of it, one JSON line each on
 * standard output. Tests kill it, fill its disk and take its rights away. Started with `--import ./test/support/built.js`.
 */
import { createInterface } from 'node:readline';
import { openEmbeddedLog } from '../../src/log/embedded-log.js';
import { recordIdOf, streamName } from '../../src/record/ids.js';
import { LedgerError } from '../../src/record/ledger-error.js';

const [folder = '', chunkRecords = '64', readOnly = ''] = process.argv.slice(2);

const say = (answer: object): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};
const failed = (error: unknown): object => {
  if (!(error instanceof LedgerError)) return { code: 'unexpected', detail: String(error) };
  return { code: error.code, detail: error.message };
};

try {
  const log = await openEmbeddedLog(folder, { chunkRecords: Number(chunkRecords), readOnly: readOnly === 'readOnly' });
  say({ open: true });

  const append = async (name: string, size: number) => {
    const id = recordIdOf('appender', name);
    const header = Buffer.from(JSON.stringify({ contentTag: id, id }));
    const record = { id, contentTag: id, header, body: Buffer.alloc(size, 97) };
    // A few streams that many records share, and one of each record's own.
    const stream = streamName(name.endsWith('0') ? 'shared' : `own-${name}`);
    return log.append(stream, [record], 'any');
  };

  for await (const line of createInterface({ input: process.stdin })) {
    const { command, name, size } = JSON.parse(line);
    if (command === 'append')
      append(name, size).then(
        ([place]) => say({ name, ...place }),
        (error) => say({ name, ...failed(error) }),
      );
    else if (command === 'writable') say(await log.writable());
    else if (command === 'load') {
      // Without end, 16 callers: each sends on as soon as it has its answer.
      for (let caller = 0; caller < 16; caller++)
        (async () => {
          for (let count = 0; ; count++) {
            const [place] = await append(`${name}-${caller}-${count}`, size);
            say({ name: `${name}-${caller}-${count}`, ...place });
          }
        })();
    }
  }
  await log.close();
} catch (error) {
  say(failed(error));
}
