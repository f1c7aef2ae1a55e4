/** How single events find together: one alone at once, those that come meanwhile in a few groups, each of one token. */

import { Gathering } from '../../src/recording/gathering.js';
import type { Authority } from '../../src/recording/prepare.js';
import type { Outcome } from '../../src/recording/record-events.js';

const shop: Authority = { id: 'token-shop', sources: ['*'] };
const bank: Authority = { id: 'token-bank', sources: ['*'] };

let begun: { readonly texts: readonly string[]; readonly by: string; readonly end: () => void }[];
let gathering: Gathering;
beforeEach(() => {
  begun = [];
  gathering = new Gathering((lines, by) => {
    const { promise, resolve } = Promise.withResolvers<readonly Outcome[]>();
    const texts = lines.map(({ bytes }) => bytes.toString());
    const end = (): void => resolve(texts.map((text) => ({ id: text }) as Outcome));
    begun.push({ texts, by: by.id, end });
    return promise;
  });
});

const add = (text: string, by = shop): Promise<unknown> => gathering.add(Buffer.from(text), by);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const groups = (): readonly (readonly string[])[] => begun.map(({ texts }) => texts);

it('a lone event waits for nobody', () => {
  void add('a');
  expect(groups()).toEqual([['a']]);
});

it('what comes while three groups are being recorded goes together when one of them ends', async () => {
  const first = add('a');
  for (const text of ['b', 'c']) {
    void add(text);
    await turn();
  }
  const later = ['d', 'e', 'f'].map((text) => add(text));
  await turn();
  expect(groups()).toEqual([['a'], ['b'], ['c']]);
  begun[0]?.end();
  expect(await first).toEqual({ id: 'a' });
  await turn();
  expect(groups()).toEqual([['a'], ['b'], ['c'], ['d', 'e', 'f']]);
  begun[3]?.end();
  expect(await Promise.all(later)).toEqual([{ id: 'd' }, { id: 'e' }, { id: 'f' }]);
});

it('no group holds events of two tokens', async () => {
  void add('a');
  void add('b');
  void add('c', bank);
  void add('d');
  await turn();
  expect(begun.map(({ texts, by }) => [by, ...texts])).toEqual([
    ['token-shop', 'a'],
    ['token-shop', 'b', 'd'],
    ['token-bank', 'c'],
  ]);
});
