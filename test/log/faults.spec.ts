import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedLog } from '../../src/log/embedded-log.js';
import { recordIdOf } from '../../src/record/ids.js';
import { ChildLog } from './child-log.js';

const root = process.getuid?.() === 0;
const NOBODY = 65_534;

describe('the embedded log, when things go wrong', () => {
  let folder: string;
  const children: ChildLog[] = [];
  const child = (...options: ConstructorParameters<typeof ChildLog>): ChildLog => {
    const made = new ChildLog(...options);
    children.push(made);
    return made;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'log-faults-'));
  });

  afterEach(async () => {
    for (const one of children.splice(0)) await one.kill();
    await rm(folder, { recursive: true });
  });

  const countOf = async (): Promise<number> => {
    const log = await openEmbeddedLog(folder, { chunkRecords: 64 });
    let count = 0;
    for await (const page of log.readAll()) count += page.length;
    await log.close();
    return count;
  };

  // The kernel refuses files beyond the limit with EFBIG, at a write like any other: SQLite reports an error of the disk.
  it('refuses on a disk that takes no more, says so, loses nothing, and goes on without a restart when it does', async () => {
    const log = child(folder);
    expect(await log.next()).toEqual({ open: true });
    for (let count = 0; count < 50; count++)
      expect(await log.append(`before-${count}`)).toMatchObject({ revision: expect.any(Number) });
    execFileSync('prlimit', ['--pid', `${log.pid}`, '--fsize=65536:unlimited']);
    const refused: string[] = [];
    for (let count = 0; count < 5; count++) {
      const answer = await log.append(`during-${count}`, 90_000);
      expect(answer).toMatchObject({
        code: expect.stringMatching(/^(unavailable|unknown-outcome)$/),
        detail: expect.stringContaining(folder),
      });
      refused.push(answer?.name ?? '');
    }
    log.tell('writable');
    expect(await log.next()).toMatchObject({ ok: false, reason: expect.stringContaining('disk') });
    // What is there is still answered: a repeat needs no space.
    expect(await log.append('before-7')).toMatchObject({ duplicate: true });
    execFileSync('prlimit', ['--pid', `${log.pid}`, '--fsize=unlimited:unlimited']);
    log.tell('writable');
    expect(await log.next()).toEqual({ ok: true });
    for (const name of refused) expect(await log.append(name, 90_000)).toMatchObject({ duplicate: false });
    await log.end();
    expect(await countOf()).toBe(50 + refused.length);
  });

  (root ? it : it.skip)(
    'refuses on a full file system with `unavailable`, and goes on when there is space again',
    async () => {
      const disk = join(folder, 'disk');
      await mkdir(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'none', disk]);
      try {
        const log = child(join(disk, 'log'));
        expect(await log.next()).toEqual({ open: true });
        expect(await log.append('first')).toMatchObject({ duplicate: false });
        await writeFile(join(disk, 'ballast'), Buffer.alloc(1_000_000));
        const stored = ['first'];
        let answer = await log.append('fill-0', 200_000);
        for (let count = 1; answer?.code === undefined; count++) {
          stored.push(answer?.name ?? '');
          answer = await log.append(`fill-${count}`, 200_000);
        }
        expect(answer).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('the disk is full') });
        log.tell('writable');
        expect(await log.next()).toMatchObject({ ok: false, reason: expect.stringContaining('full') });
        await rm(join(disk, 'ballast'));
        log.tell('writable');
        expect(await log.next()).toEqual({ ok: true });
        expect(await log.append(answer?.name ?? '', 200_000)).toMatchObject({ duplicate: false });
        stored.push(answer?.name ?? '');
        await log.end();
        const reader = await openEmbeddedLog(join(disk, 'log'), { readOnly: true, chunkRecords: 64 });
        const found = await reader.lookup(stored.map((name) => recordIdOf('appender', name)));
        expect(found.size).toBe(stored.length);
        await reader.close();
      } finally {
        for (const one of children) await one.kill();
        execFileSync('umount', [disk]);
      }
    },
  );

  // The superuser may write everywhere, so it steps down to somebody who may not.
  it('refuses a folder that may only be read, naming it; reading it works', async () => {
    await (await openEmbeddedLog(join(folder, 'log'), { chunkRecords: 64 })).close();
    const before = child(join(folder, 'log'));
    await before.next();
    await before.append('one');
    await before.end();
    await chmod(folder, 0o755);
    await chmod(join(folder, 'log'), 0o555);
    const uid = root ? NOBODY : undefined;
    try {
      const refused = child(join(folder, 'log'), { uid });
      expect(await refused.next()).toMatchObject({
        code: 'unavailable',
        detail: expect.stringContaining(join(folder, 'log')),
      });
      const reader = child(join(folder, 'log'), { uid, readOnly: true });
      expect(await reader.next()).toEqual({ open: true });
      expect(await reader.append('two')).toMatchObject({
        code: 'unavailable',
        detail: expect.stringContaining('reading only'),
      });
    } finally {
      await chmod(join(folder, 'log'), 0o755);
    }
  });

  it('refuses a second process, naming the folder and the remedy, also while the first is under load', async () => {
    const first = child(folder);
    await first.next();
    first.tell('load', 'first');
    const second = child(folder);
    expect(await second.next()).toMatchObject({ code: 'already-locked', detail: expect.stringMatching(/LEDGER_DATA/) });
    expect(second.answers[0]?.detail).toContain(folder);
    const reader = child(folder, { readOnly: true });
    expect(await reader.next()).toEqual({ open: true });
    await first.kill();
    const third = child(folder);
    expect(await third.next()).toEqual({ open: true });
  });

  it('refuses a second writer in the same process', async () => {
    const log = await openEmbeddedLog(folder);
    await expect(openEmbeddedLog(folder)).rejects.toEqual(expect.objectContaining({ code: 'already-locked' }));
    await log.close();
    await (await openEmbeddedLog(folder)).close();
  });

  it('says that there is nothing to read where there is no log', async () => {
    await expect(openEmbeddedLog(join(folder, 'none'), { readOnly: true })).rejects.toEqual(
      expect.objectContaining({ code: 'missing', message: expect.stringContaining(folder) }),
    );
  });

  it('refuses a file that is not a log', async () => {
    await writeFile(join(folder, 'log.db'), 'this is not a database, and longer than a header would be'.repeat(40));
    await expect(openEmbeddedLog(folder)).rejects.toEqual(
      expect.objectContaining({ code: 'corrupt', message: expect.stringContaining(folder) }),
    );
  });
});
