/** What an erasure leaves is recorded in English and known again by its words, so that a page can say it in its reader's language. */

import { recorded, remainsOf, remainsWords } from '../../src/protection/remains.js';
import type { Instant } from '../../src/record/ids.js';

it('every sentence that is recorded is known again, with its master key', () => {
  const remains = remainsOf('2026-05-03T10:00:00.000Z' as Instant, 10, 'ab12', '2026-06-02T10:00:00.000Z' as Instant);
  const known = remains.flatMap(({ what, ground }) => [recorded(what), recorded(ground)]);
  expect(known.map((one) => one?.name)).toEqual(Object.keys(remainsWords));
  expect(known.map((one) => one?.key)).toEqual(['', '', '', '', '', '', 'ab12', '']);
});

it.each(['', 'open fields', `${remainsWords['remains.open.what']}.`, 'remains.open.what'])(
  '%j is none of them',
  (text) => {
    expect(recorded(text)).toBeUndefined();
  },
);
