import { LedgerError } from '../../src/record/ledger-error.js';
import { Gathering } from '../../src/recording/gathering.js';
import type { Outcome } from '../../src/recording/record-events.js';

const one = { id: 'token-1', sources: ['*'] };
const other = { id: 'token-2', sources: ['*'] };

/** Records nothing, and ends when it is told to. */
function recording() {
  const calls: { readonly events: readonly string[]; readonly by: string }[] = [];
  const ends: PromiseWithResolvers<readonly Outcome[]>[] = [];
  const gathering = new Gathering((lines, by) => {
    calls.push({ events: lines.map(({ bytes }) => bytes.toString()), by: by.id });
    const end = Promise.withResolvers<readonly Outcome[]>();
    ends.push(end);
    return end.promise;
  });
  return { gathering, calls, ends };
}

const refusal = (text: string) => new LedgerError('invalid', text);
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('events that arrive together', () => {
  it('are recorded together by token, behind one that came alone, and each gets its own outcome', async () => {
    const { gathering, calls, ends } = recording();
    const first = gathering.add(Buffer.from('a'), one);
    expect(calls).toEqual([{ events: ['a'], by: 'token-1' }]);
    const others = [
      gathering.add(Buffer.from('b'), one),
      gathering.add(Buffer.from('x'), other),
      gathering.add(Buffer.from('c'), one),
    ];
    await turn();
    expect(calls.slice(1)).toEqual([
      { events: ['b', 'c'], by: 'token-1' },
      { events: ['x'], by: 'token-2' },
    ]);
    ends[1]?.resolve([refusal('b'), refusal('c')]);
    ends[2]?.resolve([refusal('x')]);
    ends[0]?.resolve([refusal('a')]);
    const outcomes = await Promise.all([first, ...others]);
    expect(outcomes.map((outcome) => outcome instanceof LedgerError && outcome.message)).toEqual(['a', 'b', 'x', 'c']);
    void gathering.add(Buffer.from('d'), one);
    expect(calls.at(-1)).toEqual({ events: ['d'], by: 'token-1' });
  });

  it('wait while four groups are being recorded, and go together when one of them ends', async () => {
    const { gathering, calls, ends } = recording();
    const first = gathering.add(Buffer.from('a'), one);
    for (const event of ['b', 'c', 'd']) {
      void gathering.add(Buffer.from(event), one);
      await turn();
    }
    for (const event of ['e', 'f', 'g']) void gathering.add(Buffer.from(event), one);
    await turn();
    expect(calls.map(({ events }) => events)).toEqual([['a'], ['b'], ['c'], ['d']]);
    ends[0]?.resolve([refusal('a')]);
    await first;
    await turn();
    expect(calls.map(({ events }) => events)).toEqual([['a'], ['b'], ['c'], ['d'], ['e', 'f', 'g']]);
  });

  it('go at once as soon as they are sixteen, and no more together', async () => {
    const { gathering, calls, ends } = recording();
    const waiting = Array.from({ length: 60 }, (_, index) => gathering.add(Buffer.from(`${index}`), one));
    const sizes = () => calls.map(({ events }) => events.length);
    expect(sizes()).toEqual([1, 16, 16, 16]);
    await turn();
    expect(sizes()).toEqual([1, 16, 16, 16]);
    ends[0]?.resolve([refusal('0')]);
    await waiting[0];
    await turn();
    expect(sizes()).toEqual([1, 16, 16, 16, 11]);
    for (const [index, end] of ends.entries()) end.resolve((calls[index]?.events ?? []).map(refusal));
    const outcomes = await Promise.all(waiting);
    expect(outcomes.map((outcome) => outcome instanceof LedgerError && outcome.message)).toEqual(
      Array.from({ length: 60 }, (_, index) => `${index}`),
    );
  });

  it.each(['unavailable', 'overloaded'] as const)(
    'may have been stored although others could not (%s), so each is to be sent again',
    async (code) => {
      const { gathering, ends } = recording();
      const waiting = ['a', 'b', 'c'].map((event) => gathering.add(Buffer.from(event), one));
      const codes = Promise.all(waiting.map((outcome) => outcome.catch((error: LedgerError) => error.code)));
      await turn();
      for (const { reject } of ends) reject(new LedgerError(code));
      expect(await codes).toEqual([code, 'unknown-outcome', 'unknown-outcome']);
    },
  );
});
