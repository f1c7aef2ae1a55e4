import type { Json } from '../../src/record/canonical.js';
import { LedgerError } from '../../src/record/ledger-error.js';
import { decodeHeader, eventOfHeaders } from '../../src/recording/binary-mode.js';
import { type CloudEvent, readCloudEvent } from '../../src/recording/cloudevents.js';

const base = { specversion: '1.0', id: 'e-1', source: '/shop', type: 'consent.given', data: { a: 1 } };

function refusal(read: () => unknown): LedgerError {
  try {
    read();
  } catch (error) {
    if (error instanceof LedgerError) return error;
  }
  throw new Error('was not refused');
}
const read = (extra: Record<string, Json>): CloudEvent => readCloudEvent({ ...base, ...extra });
const pointersOf = (extra: Record<string, Json>): string[] => refusal(() => read(extra)).errors.map((e) => e.pointer);

describe('the JSON form of a CloudEvent', () => {
  test('is read with its known attributes, and all others as extensions exactly as sent', () => {
    const event = read({
      subject: 'crm:C-10442',
      time: '2026-05-03T12:00:00.120+02:00',
      dataschema: 'https://ledger.example.org/v1/schemas/consent.given/1',
      datacontenttype: 'application/json; charset=utf-8',
      correlationid: 'c',
      causationid: 'd',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      sequence: '0007',
      comexampleothervalue: 5,
      flag: false,
      text: 'Zürich €',
      unset: null,
    });
    expect(event).toMatchObject({
      id: 'e-1',
      source: '/shop',
      type: 'consent.given',
      subject: 'crm:C-10442',
      time: '2026-05-03T10:00:00.120Z',
      version: 1,
      correlationid: 'c',
      causationid: 'd',
      sequence: '0007',
      extensions: { comexampleothervalue: 5, flag: false, text: 'Zürich €' },
      data: { a: 1 },
    });
  });

  test.each<[string, Record<string, Json>, string]>([
    ['another specversion', { specversion: '0.3' }, '/specversion'],
    ['a specversion that is a number', { specversion: 1.0 }, '/specversion'],
    ['no specversion', { specversion: null }, '/specversion'],
    ['no id', { id: null }, '/id'],
    ['an empty id', { id: '' }, '/id'],
    ['an id of 257 characters', { id: 'x'.repeat(257) }, '/id'],
    ['an id that is a number', { id: 7 }, '/id'],
    ['an id with a control character', { id: 'a\u0007' }, '/id'],
    ['an empty source', { source: '' }, '/source'],
    ['a source with a space', { source: '/my shop' }, '/source'],
    ['a source with a broken percent sign', { source: '/a%zz' }, '/source'],
    ['a source whose scheme is none', { source: '1shop:x' }, '/source'],
    ['an empty type', { type: '' }, '/type'],
    ['a subject without scheme', { subject: 'C-10442' }, '/subject'],
    ['an empty subject', { subject: '' }, '/subject'],
    ['a subject without value', { subject: 'crm:' }, '/subject'],
    ['a time without zone', { time: '2026-05-03T10:00:00' }, '/time'],
    ['a day that does not exist', { time: '2026-02-30T10:00:00Z' }, '/time'],
    ['a time that is a number', { time: 1_777_777_777 }, '/time'],
    ['a dataschema of elsewhere', { dataschema: 'https://example.org/schema.json' }, '/dataschema'],
    ['a dataschema of another type', { dataschema: '/v1/schemas/decision.made/1' }, '/dataschema'],
    ['an upper-case attribute', { Comment: 'x' }, '/Comment'],
    ['an attribute with a dash', { 'my-attribute': 'x' }, '/my-attribute'],
    ['an attribute that is an object', { extra: {} }, '/extra'],
    ['an attribute that is a list', { extra: [] }, '/extra'],
    ['an attribute with a fraction', { extra: 1.5 }, '/extra'],
    ['an attribute beyond 32 bits', { extra: 2_147_483_648 }, '/extra'],
    ['an attribute with a noncharacter', { extra: 'a\uffff' }, '/extra'],
    ['a sequence with a fraction', { sequence: 0.5 }, '/sequence'],
    ['data twice', { data_base64: 'e30=' }, '/data_base64'],
  ])('%s is refused as invalid at %s', (_name, extra, pointer) => {
    expect(refusal(() => read(extra)).code).toBe('invalid');
    expect(pointersOf(extra)).toContain(pointer);
  });

  test('every wrong attribute is named at once', () => {
    expect(pointersOf({ id: '', source: 'a b', time: 'now', X: 1 }).sort()).toEqual(['/X', '/id', '/source', '/time']);
  });

  test.each([
    '1-555-123-4567',
    'urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66',
    'mailto:a@example.org',
    'https://example.org/a?b=c#d',
    '//host/x',
    '#',
    'a/b:c',
  ])('the source %s is a URI reference', (source) => {
    expect(read({ source }).source).toBe(source);
  });

  test('data may come as base64 where datacontenttype says that it is JSON, and only then', () => {
    const encoded = Buffer.from('{"a":1}').toString('base64');
    const { data: _, ...rest } = base;
    expect(readCloudEvent({ ...rest, data_base64: encoded, datacontenttype: 'application/vnd.x+json' }).data).toEqual({
      a: 1,
    });
    expect(refusal(() => readCloudEvent({ ...rest, data_base64: encoded })).code).toBe('unsupported-media-type');
    const broken = refusal(() =>
      readCloudEvent({ ...rest, data_base64: 'eyJhIjoxLCJhIjoyfQ==', datacontenttype: 'application/json' }),
    );
    expect(broken.code).toBe('malformed');
    expect(broken.errors[0]?.pointer).toBe('/data_base64/a');
    expect(
      refusal(() => readCloudEvent({ ...rest, data_base64: '$$', datacontenttype: 'application/json' })).code,
    ).toBe('invalid');
  });

  test.each(['text/plain', 'application/xml', 'application/octet-stream', 'json'])(
    'data declared as %s is refused',
    (datacontenttype) => {
      expect(refusal(() => read({ datacontenttype })).code).toBe('unsupported-media-type');
    },
  );

  test.each(['application/json', 'APPLICATION/JSON; charset=UTF-8', 'text/json', 'application/vnd.example.v2+json'])(
    'data declared as %s is JSON',
    (datacontenttype) => {
      expect(read({ datacontenttype }).data).toEqual({ a: 1 });
    },
  );

  test('null data is data, absent data is none', () => {
    expect(read({ data: null }).data).toBeNull();
    const { data: _, ...rest } = base;
    expect(readCloudEvent(rest).data).toBeUndefined();
  });

  test.each<[Json]>([[null], [[]], ['text'], [7]])('%j is no event', (value) => {
    expect(refusal(() => readCloudEvent(value)).code).toBe('invalid');
  });
});

describe('binary mode', () => {
  const headers = [
    'ce-specversion',
    '1.0',
    'CE-Id',
    'e-1',
    'ce-source',
    '/shop',
    'ce-type',
    'consent.given',
    'Content-Type',
    'application/json',
  ];
  const body = Buffer.from('{"a":1}');

  test('says the same as the JSON form', () => {
    const event = eventOfHeaders([...headers, 'ce-comexampleothervalue', '5', 'host', 'x'], body);
    expect(event).toEqual({ ...base, datacontenttype: 'application/json', comexampleothervalue: '5' });
  });

  test.each([
    ['Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
    ['%e2%82%ac', '€'],
    ['un%6eecessary', 'unnecessary'],
    ['%2525', '%25'],
    ['"quoted \\"text\\" \\\\ here"', 'quoted "text" \\ here'],
    ['a "b c" d', 'a b c d'],
    ['"%22"', '"'],
    ['plain text', 'plain text'],
    ['', ''],
  ])('the header value %j means %j', (sent, meant) => {
    expect(decodeHeader(sent)).toBe(meant);
  });

  test.each(['%C0%A0', '%ED%A0%80', '%', '100%', '%zz', '%E2%82', 'Zürich', '"open', 'tab\there'])(
    'the header value %j is refused',
    (sent) => {
      expect(decodeHeader(sent)).toBeNull();
      const error = refusal(() => eventOfHeaders([...headers, 'ce-note', sent], body));
      expect(error.code).toBe('invalid');
      expect(error.errors[0]?.pointer).toBe('/note');
    },
  );

  test.each([
    ['ce-datacontenttype', 'application/json'],
    ['ce-data', 'x'],
    ['ce-my-attribute', 'x'],
    ['ce-my_attribute', 'x'],
    ['ce-', 'x'],
    ['ce-id', 'again'],
  ])('the header %s is refused', (name, value) => {
    expect(refusal(() => eventOfHeaders([...headers, name, value], body)).code).toBe('invalid');
  });

  test('a body that is not JSON is refused by its type, by its charset or by its text', () => {
    const withType = (type: string): readonly string[] => [...headers.slice(0, 8), 'content-type', type];
    expect(refusal(() => eventOfHeaders(withType('text/plain'), body)).code).toBe('unsupported-media-type');
    expect(refusal(() => eventOfHeaders(withType('application/json; charset=utf-16'), body)).code).toBe(
      'unsupported-media-type',
    );
    expect(refusal(() => eventOfHeaders(headers.slice(0, 8), body)).code).toBe('unsupported-media-type');
    const error = refusal(() => eventOfHeaders(headers, Buffer.from('{"a":{"b":1,"b":2}}')));
    expect(error.code).toBe('malformed');
    expect(error.errors[0]?.pointer).toBe('/data/a/b');
  });
});
