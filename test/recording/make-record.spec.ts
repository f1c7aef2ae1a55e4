import { createSecretKey } from 'node:crypto';
import { definitions } from '../../src/catalogue/catalogue.js';
import { canonical } from '../../src/record/canonical.js';
import { type Instant, parsePseudonym } from '../../src/record/ids.js';
import { readCloudEvent } from '../../src/recording/cloudevents.js';
import { type Circumstances, makeRecord, RANDOM_BYTES } from '../../src/recording/make-record.js';
import { prepare } from '../../src/recording/prepare.js';

const dataKey = createSecretKey(new Uint8Array(32).fill(7));
const by = { id: 'token', sources: ['*'], own: true } as const;
const pseudonym = parsePseudonym('8c9c1b3e-3c1f-4a53-9f5e-1f2b8f2f6f10');

function made(event: { [name: string]: unknown }, known: boolean) {
  const circumstances: Circumstances = {
    actor: 'token',
    recordedAt: '2026-11-24T10:00:00.000Z' as Instant,
    subject: known ? { pseudonym, dataKey, fenced: false } : undefined,
    tagKey: dataKey,
    groupsKey: dataKey,
    pseudonymOf: (reference) => reference,
    random: new Uint8Array(RANDOM_BYTES).fill(9),
  };
  const sent = { specversion: '1.0', id: 'e-1', source: '/tests', ...event };
  return makeRecord(prepare(readCloudEvent(JSON.parse(JSON.stringify(sent))), by), circumstances).record;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('the bytes of a record', () => {
  test.each(definitions.map(({ type, example, subject }) => [type, example, subject] as const))(
    '%s: header and body are canonical, whatever the extension attributes are called',
    (type, { data, subject }, about) => {
      const known = about !== 'none' && subject !== undefined;
      const extensions = { b: 'x', a: 1, 9: true, 10: 'y', correlationid: 'c', sequence: 4, traceparent: '00-1' };
      for (const more of [{}, extensions, { time: '2026-05-03T12:00:00+02:00' }]) {
        const { header, body } = made({ type, data, ...(known && { subject }), ...more }, known);
        expect(text(header)).toBe(canonical(JSON.parse(text(header))));
        expect(text(body)).toBe(canonical(JSON.parse(text(body))));
      }
    },
  );

  test('the tag of an event does not depend on the order of its extension attributes', () => {
    const event = {
      type: 'decision.made',
      subject: 'crm:C-1',
      data: definitions.find(({ type }) => type === 'decision.made')?.example.data,
    };
    const one = made({ ...event, b: 'x', a: 'y', 10: 'z', 9: 'w' }, true);
    const other = made({ ...event, 9: 'w', a: 'y', b: 'x', 10: 'z' }, true);
    expect(one.contentTag).toBe(other.contentTag);
    expect(made({ ...event, a: 'y' }, true).contentTag).not.toBe(one.contentTag);
  });

  test('half a surrogate pair is refused wherever it stands', () => {
    expect(() => made({ type: 'decision.made', subject: 'crm:C-1', data: withQuestion('a\ud800') }, true)).toThrow(
      expect.objectContaining({ code: 'not-json-value' }),
    );
    const { body } = made({ type: 'decision.made', subject: 'crm:C-1', data: withQuestion('\\\\ud800 😀') }, true);
    expect(JSON.parse(text(body)).data.question).toBe('\\\\ud800 😀');
  });
});

function withQuestion(question: string): object {
  return { ...definitions.find(({ type }) => type === 'decision.made')?.example.data, question };
}
