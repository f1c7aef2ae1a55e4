/** A turn on another thread says and makes exactly what one here does, and its failure loses nothing. */
import { createSecretKey } from 'node:crypto';
import { definitions } from '../../src/catalogue/catalogue.js';
import { type Instant, parsePseudonym } from '../../src/record/ids.js';
import { LedgerError } from '../../src/record/ledger-error.js';
import { RANDOM_BYTES } from '../../src/recording/make-record.js';
import { PreparingThread } from '../../src/recording/preparing-thread.js';
import { countOf, readAt, readBatch, type Unread } from '../../src/recording/sent-events.js';
import { type Turn, turnHere } from '../../src/recording/turn.js';

const by = { id: 'token-1', sources: ['/tests'] };
const pseudonym = parsePseudonym('8c9c1b3e-3c1f-4a53-9f5e-1f2b8f2f6f10');
const common = {
  actor: by.id,
  recordedAt: '2026-11-24T10:00:00.000Z' as Instant,
  tagKey: key(1),
  groupsKey: key(2),
  pseudonymOf: (reference: string) => (reference === 'crm:C-2' ? pseudonym : reference),
};

/** Every event type with and without a time and extension attributes, and what is wrong in every way. */
const events: readonly object[] = definitions.flatMap(({ type, example: { subject, data } }, index) => {
  const event = { specversion: '1.0', id: `e-${index}`, source: '/tests', type, data, ...(subject && { subject }) };
  const more = { time: '2026-05-03T12:00:00.250+02:00', sequence: 4, correlationid: 'c', room: 'blue', zone: 7 };
  return [event, { ...event, id: `f-${index}`, ...more }, { ...event, id: `g-${index}`, data: {} }];
});
const wrong = [
  { specversion: '1.0', id: 'w-1', source: '/others', type: 'decision.made', subject: 'crm:C-1', data: {} },
  { specversion: '1.0', id: 'w-2', source: '/tests', type: 'no.such' },
  { specversion: '0.3', id: 7 },
  [],
  'text',
];
const texts = [
  ...[...events, ...wrong].map((event) => JSON.stringify(event)),
  '{"a":1,"a":2}',
  '{"n":1e400}',
  '{"s":"\\ud800"}',
];

function key(byte: number) {
  return createSecretKey(new Uint8Array(32).fill(byte));
}

/** Of four people one is fenced and one has no key any more. */
function peopleOf(turn: Turn) {
  return turn.judged.flatMap((one, index) => {
    if (one instanceof LedgerError) return [];
    const person = Math.floor(index / 3) % 4;
    const subject = { pseudonym, dataKey: person === 0 ? null : key(3 + person), fenced: person === 1 };
    return { index, subject: one.subject === undefined ? undefined : subject };
  });
}

const shown = (value: unknown): unknown =>
  value instanceof LedgerError ? [value.code, value.message, value.errors] : value;

const forms: readonly (readonly [string, Unread])[] = [
  ['elements of a batch', elements(Buffer.from(` [ ${texts.join(' , ')} ]`))],
  ['lines', { form: 'lines', lines: texts.map((text) => ({ bytes: Buffer.from(text), size: text.length })) }],
  ['a line that was too long to be kept', { form: 'lines', lines: [{ bytes: Buffer.alloc(0), size: 2_000_000 }] }],
];

function elements(body: Buffer): Unread {
  return { form: 'elements', body, slices: readBatch(body) };
}

describe('a turn on another thread', () => {
  let thread: PreparingThread;
  beforeAll(() => {
    thread = new PreparingThread(() => undefined);
  });
  afterAll(() => thread.stop());

  test.each(forms)('%s: says and makes what one here does, byte by byte', async (_, unread) => {
    const sent = Array.from({ length: countOf(unread) }, (__, index) => readAt(unread, index));
    const here = turnHere(
      sent.map(({ event }) => event),
      by,
    );
    const eventIds: (string | null)[] = [];
    const there = await thread.turn(unread, by, eventIds);
    expect(eventIds).toEqual(sent.map(({ eventId }) => eventId));
    expect(there.judged.map(shown)).toEqual(here.judged.map(shown));
    const people = peopleOf(here);
    const random = new Uint8Array(RANDOM_BYTES * people.length).map((_byte, at) => at % 251);
    const made = await there.make(people, common, random);
    const expected = here.make(people, common, random);
    expect(made).toHaveLength(people.length);
    for (const [index, one] of expected.entries()) {
      const other = made[index];
      if (one instanceof LedgerError || other === undefined || other instanceof LedgerError) {
        expect(shown(other)).toEqual(shown(one));
        continue;
      }
      expect([other.stream, other.warnings]).toEqual([one.stream, one.warnings]);
      expect({ ...other.record, ...bytesOf(other.record) }).toEqual({ ...one.record, ...bytesOf(one.record) });
    }
    const first = people[0];
    if (first !== undefined) expect(there.prepared(first.index)).toEqual(here.prepared(first.index));
  });

  test('the cases are not all of one kind', () => {
    const here = turnHere(
      texts.map((_, index) => readAt(forms[1]?.[1] as Unread, index).event),
      by,
    );
    const made = here.make(peopleOf(here), common, new Uint8Array(RANDOM_BYTES * texts.length));
    const records = made.flatMap((one) => (one instanceof LedgerError ? [] : one));
    const headers = records.map(({ record }) => JSON.parse(Buffer.from(record.header).toString()));
    expect(records.length).toBeGreaterThan(50);
    expect(here.judged.filter((one) => one instanceof LedgerError).length).toBeGreaterThan(20);
    for (const member of ['sealed', 'sealedGroups', 'fenced', 'subject', 'extensions', 'sequence'])
      expect([member, headers.some((header) => member in header)]).toEqual([member, true]);
    expect(here.judged.some((one) => !(one instanceof LedgerError) && one.references.length > 0)).toBe(true);
    expect(here.judged.some((one) => !(one instanceof LedgerError) && one.liftsFence)).toBe(true);
  });

  test('a turn that is no longer there is a failure of its own, and the thread goes on', async () => {
    const turn = await thread.turn(forms[1]?.[1] as Unread, by, []);
    const people = peopleOf(turn).slice(0, 1);
    const random = new Uint8Array(RANDOM_BYTES);
    await turn.make(people, common, random);
    await expect(turn.make(people, common, random)).rejects.toMatchObject({ code: 'internal' });
    expect(thread.busy).toBe(0);
    expect((await thread.turn(forms[1]?.[1] as Unread, by, [])).judged).toHaveLength(texts.length);
  });

  test('a turn that is given up is forgotten', async () => {
    const turn = await thread.turn(forms[1]?.[1] as Unread, by, []);
    turn.release();
    await expect(turn.make(peopleOf(turn), common, new Uint8Array(0))).rejects.toMatchObject({ code: 'internal' });
  });
});

test('a thread that ends refuses what waits for it', async () => {
  const thread = new PreparingThread(() => undefined);
  const waiting = thread.turn(forms[0]?.[1] as Unread, by, []);
  const refused = expect(waiting).rejects.toMatchObject({ code: 'internal' });
  await thread.stop();
  await refused;
  expect([thread.busy, thread.ended]).toEqual([0, true]);
  await expect(thread.turn(forms[0]?.[1] as Unread, by, [])).rejects.toMatchObject({ code: 'internal' });
});

function bytesOf({ header, body }: { readonly header: Uint8Array; readonly body: Uint8Array }) {
  return { header: Buffer.from(header).toString(), body: Buffer.from(body).toString() };
}
