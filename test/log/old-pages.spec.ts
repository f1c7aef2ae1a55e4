/** A log that was begun with SQLite's usual pages of 4 KiB keeps them and goes on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLog } from '../../src/log/embedded-log.js';
import type { EventLog } from '../../src/log/event-log.js';
import { type Made, plain } from '../support/plain-records.js';

const folder = mkdtempSync(join(tmpdir(), 'ledger-old-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'log.db');

it('is read, appended to, and read again, with every record as it was', async () => {
  const before = records('old');
  await written(before);
  withPagesOf(4_096);
  const after = records('new');
  await written(after);
  expect(pageBytes()).toBe(4_096);
  const log = await openEmbeddedLog(folder);
  try {
    const all: unknown[] = [];
    for await (const page of log.readAll())
      all.push(...page.map(({ id, header, body }) => [id, text(header), text(body)]));
    expect(all).toEqual(
      [...before, ...after].map(({ id, record: { header, body } }) => [id, text(header), text(body)]),
    );
    const [first] = before;
    const repeated = first && (await log.append(first.stream, [first.record], 'any'));
    expect(repeated).toMatchObject([{ position: 1, revision: 0, duplicate: true }]);
  } finally {
    await log.close();
  }
});

function records(name: string): readonly Made[] {
  return Array.from({ length: 300 }, (_, at) =>
    plain({
      type: 'campaign.ended',
      stream: `campaign-${name}-${at % 7}`,
      eventId: `${name}-${at}`,
      data: { note: 'x'.repeat(at * 20) },
    }),
  );
}

async function written(made: readonly Made[]): Promise<void> {
  const log: EventLog = await openEmbeddedLog(folder);
  try {
    for (const { stream, record } of made) await log.append(stream, [record], 'any');
  } finally {
    await log.close();
  }
}

/** What a log of that time looked like. */
function withPagesOf(bytes: number): void {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = DELETE; PRAGMA page_size = ${bytes}; VACUUM;`);
  database.close();
  expect(pageBytes()).toBe(bytes);
}

function pageBytes(): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const bytes = Number(database.prepare('PRAGMA page_size').get()?.page_size);
  database.close();
  return bytes;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
