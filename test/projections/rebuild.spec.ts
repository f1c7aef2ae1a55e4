import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type EmbeddedLog, openEmbeddedLog } from '../../src/log/embedded-log.js';
import { buildReadModels, fill } from '../../src/projections/build.js';
import { projections } from '../../src/projections/catalogue.js';
import { readModelDigests } from '../../src/projections/digests.js';
import { feedOf } from '../../src/projections/feed.js';
import { generationPath, lock, readPointer } from '../../src/projections/generations.js';
import { runLive } from '../../src/projections/live.js';
import type { Projection } from '../../src/projections/projection.js';
import { SqliteReadModels } from '../../src/projections/sqlite-read-models.js';
import { append, stretch } from '../support/plain-records.js';

let data: string;
let folder: string;
let log: EmbeddedLog;
let models: SqliteReadModels;
let stops: (() => Promise<void>)[];

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'rebuild-'));
  folder = join(data, 'read-models');
  log = await openEmbeddedLog(join(data, 'log'));
  models = new SqliteReadModels(folder);
  stops = [];
});

afterEach(async () => {
  for (const stop of stops) await stop();
  models.close();
  await log.close();
  rmSync(data, { recursive: true });
});

/** Carries the read models on until it is stopped. */
function live(list: readonly Projection[] = projections): {
  outdated: () => readonly string[];
  stop: () => Promise<void>;
} {
  const end = new AbortController();
  let outdated: readonly string[] = [];
  const options = {
    onStep: () => undefined,
    onAlarm: () => undefined,
    onOutdated: (names: readonly string[]) => {
      outdated = names;
    },
  };
  const running = runLive(folder, feedOf(log), list, options, end.signal);
  const stop = async () => {
    end.abort();
    await running;
  };
  stops.push(stop);
  return { outdated: () => outdated, stop };
}

/** The same list with `register` in a new version, whose table has another shape. */
const newVersion = projections.map((projection) =>
  projection.name !== 'register'
    ? projection
    : {
        ...projection,
        version: projection.version + 1,
        schema: 'CREATE TABLE register (stream TEXT PRIMARY KEY);',
        start: (prepare: Parameters<Projection['start']>[0]) => {
          const insert = prepare('INSERT OR IGNORE INTO register (stream) VALUES (?)');
          return { on: ({ header }: { header: { stream: string } }) => void insert.run(header.stream) };
        },
      },
);

describe('a rebuild', () => {
  it('beside the live read models gives the same content and takes over without a step back', async () => {
    const last = await append(log, ...stretch(300));
    live();
    await models.waitFor(last);
    const before = readModelDigests(generationPath(folder, 1));
    const built = await buildReadModels(folder, feedOf(log), projections);
    expect(built).toMatchObject({ generation: 2, records: 300, position: last });
    expect(readPointer(folder, 'current')).toBe(2);
    expect(existsSync(generationPath(folder, 1))).toBe(false);
    expect(readModelDigests(generationPath(folder, 2))).toEqual(before);
    const next = await append(log, ...stretch(10));
    await models.waitFor(next);
    expect(models.reached()).toEqual({ position: next, size: 310 });
  });

  it('goes on while records arrive', async () => {
    await append(log, ...stretch(500));
    live();
    let seen = 0;
    const [, last] = await Promise.all([
      buildReadModels(folder, feedOf(log), projections),
      (async () => {
        let position = 0;
        for (let round = 0; round < 20; round++) {
          position = await append(log, ...stretch(20));
          await models.waitFor(position);
          expect(models.reached().size).toBeGreaterThanOrEqual(seen);
          seen = models.reached().size;
        }
        return position;
      })(),
    ]);
    await models.waitFor(last);
    expect(models.reached().size).toBe(900);
    expect(readPointer(folder, 'current')).toBe(2);
  });

  it('of a stopped ledger takes over at once', async () => {
    await append(log, ...stretch(20));
    await buildReadModels(folder, feedOf(log), projections);
    expect(models.reached().size).toBe(20);
  });

  it('twice gives equal digests, and an edited row another one', async () => {
    await append(log, ...stretch(200));
    const first = await buildReadModels(folder, feedOf(log), projections);
    const before = readModelDigests(generationPath(folder, first.generation));
    const second = await buildReadModels(folder, feedOf(log), projections);
    const path = generationPath(folder, second.generation);
    expect(readModelDigests(path)).toEqual(before);
    models.close();
    using database = new DatabaseSync(path);
    database.exec('UPDATE decision SET at = at + 1 WHERE leaf = 1');
    const { digests } = readModelDigests(path);
    const changed = Object.keys(digests).filter((name) => digests[name] !== before.digests[name]);
    expect(changed).toEqual(['decision']);
  });

  it('up to a position gives what the live read models said there', async () => {
    const position = await append(log, ...stretch(120));
    await buildReadModels(folder, feedOf(log), projections);
    const then = readModelDigests(generationPath(folder, 1));
    await append(log, ...stretch(30));
    const path = join(data, 'then.db');
    expect(await fill(path, feedOf(log), projections, { to: position })).toMatchObject({ records: 120, position });
    expect(readModelDigests(path)).toEqual(then);
  });

  it('is refused while another one runs', async () => {
    using _other = lock(folder, 'build');
    await expect(buildReadModels(folder, feedOf(log), projections)).rejects.toMatchObject({ code: 'already-locked' });
  });

  it('that was interrupted leaves what answers, and nothing else', async () => {
    await append(log, ...stretch(100));
    await buildReadModels(folder, feedOf(log), projections);
    const stopped = AbortSignal.abort();
    await expect(buildReadModels(folder, feedOf(log), projections, { signal: stopped })).rejects.toThrow();
    expect(readPointer(folder, 'current')).toBe(1);
    expect(existsSync(generationPath(folder, 2))).toBe(false);
    expect(models.reached().size).toBe(100);
  });
});

describe('a read model of a new version', () => {
  it('is built anew beside the old one, which answers meanwhile; what it cannot answer is unavailable', async () => {
    const old = live();
    await models.waitFor(await append(log, ...stretch(50)));
    await old.stop();

    const fresh = live(newVersion);
    const later = await append(log, ...stretch(5));
    await untilTrue(() => fresh.outdated().length > 0);
    expect(fresh.outdated()).toEqual(['register']);
    expect(models.get<{ n: number }>('SELECT count(*) AS n FROM decision')?.n).toBeGreaterThan(0);
    expect(() => models.all('SELECT stream FROM register')).toThrow(expect.objectContaining({ code: 'unavailable' }));
    // Others go on, but nobody is told that everything is there.
    await untilTrue(() => models.get<{ n: number }>('SELECT count(*) AS n FROM leaf')?.n === 55);
    expect(models.reached().size).toBe(50);

    await buildReadModels(folder, feedOf(log), newVersion);
    await models.waitFor(later);
    expect(models.reached().size).toBe(55);
    expect(models.all('SELECT stream FROM register').length).toBeGreaterThan(0);
    await untilTrue(() => fresh.outdated().length === 0);
  });

  it('is built anew also when the old version comes back, for it has missed records', async () => {
    const old = live();
    await models.waitFor(await append(log, ...stretch(5)));
    await old.stop();
    const fresh = live(newVersion);
    await append(log, ...stretch(5));
    await untilTrue(() => models.get<{ n: number }>('SELECT count(*) AS n FROM leaf')?.n === 10);
    await fresh.stop();
    const again = live();
    await untilTrue(() => again.outdated().length > 0);
    expect(again.outdated()).toEqual(['register']);
  });
});

describe('one set of read models', () => {
  it('is carried on by one process only', async () => {
    mkLock();
    const options = { onStep: () => undefined, onAlarm: () => undefined, onOutdated: () => undefined };
    await expect(
      runLive(folder, feedOf(log), projections, options, new AbortController().signal),
    ).rejects.toMatchObject({
      code: 'already-locked',
    });
  });
});

function mkLock(): void {
  const held = lock(folder, 'live');
  stops.push(async () => held[Symbol.dispose]());
}

async function untilTrue(holds: () => boolean): Promise<void> {
  for (let round = 0; !holds(); round++) {
    if (round > 500) throw new Error('it never became true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
