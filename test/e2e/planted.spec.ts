/** Planted personal values are found in no file the service wrote, in nothing it printed, and not in its arguments. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../support/command-line.js';
import { startProcess } from '../support/killed-service.js';
import { BATCH, dataFolder, exampleEvent, LINES, ONE, post } from '../support/running-service.js';

const planted = [
  'Quetzalcoatl-Reference',
  'Quetzalcoatl-Input',
  'Quetzalcoatl-View',
  'Quetzalcoatl-Extension',
  'Quetzalcoatl-Text',
  'Quetzalcoatl-Other',
];

let folder: string;
beforeEach(() => {
  folder = dataFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const decision = exampleEvent('decision.made', '');
const inputs = [
  { name: 'city', value: 'Quetzalcoatl-Input', category: 'pd:Location', origin: 'observed', collectionIds: [] },
];
const about = { subject: 'crm:Quetzalcoatl-Reference', note: 'Quetzalcoatl-Extension' };
const events: readonly Record<string, unknown>[] = [
  { ...decision, id: 'p-1', ...about, data: { ...Object(decision.data), inputs } },
  exampleEvent('decision.contested', 'p-2', {
    ...about,
    data: { ...Object(exampleEvent('decision.contested', '').data), consumerView: 'Quetzalcoatl-View' },
  }),
  exampleEvent('complaint.received', 'p-3', {
    ...about,
    data: { ...Object(exampleEvent('complaint.received', '').data), text: 'Quetzalcoatl-Text' },
  }),
  exampleEvent('identity.linked', 'p-4', { ...about, data: { otherSubject: 'email:Quetzalcoatl-Other@example.org' } }),
];

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function holders(texts: readonly (readonly [string, Buffer])[]): readonly string[] {
  const lowered = planted.map((value) => value.toLowerCase());
  return texts
    .filter(([, text]) => {
      const latin = text.toString('latin1').toLowerCase();
      const wide = text.toString('utf16le').toLowerCase();
      return lowered.some(
        (value) =>
          latin.includes(value) || wide.includes(value) || latin.includes(Buffer.from(value).toString('base64')),
      );
    })
    .map(([name]) => name);
}

test('good and bad events alike leave none of them anywhere', async () => {
  const token = (await runCommand(['token', 'create', '--role', 'producer'], folder)).stdout.trim();
  const service = await startProcess(folder, { LEDGER_LOG_LEVEL: 'debug' });
  const url = `${service.url}/v1/events`;
  expect(await post(url, token, BATCH, JSON.stringify(events))).toMatchObject({
    status: 200,
    body: { recorded: events.length },
  });
  // Refused ones: by schema, by syntax, as conflict, as a whole.
  for (const event of events) {
    await post(
      url,
      token,
      ONE,
      JSON.stringify({ ...event, id: 'bad', data: { ...Object(event.data), extra: 'Quetzalcoatl-Text' } }),
    );
    await post(url, token, ONE, `${JSON.stringify({ ...event, id: 'cut' })}}`);
    await post(url, token, LINES, JSON.stringify({ ...event, note: 'Quetzalcoatl-Extension-changed' }));
  }
  await post(url, token, BATCH, JSON.stringify(events).slice(0, -1));
  await fetch(`${service.url}/v1/nowhere`, { method: 'POST', body: 'Quetzalcoatl-Text' });
  const command = readFileSync(`/proc/${service.child.pid}/cmdline`);
  const open = filesIn(folder).map((path): [string, Buffer] => [path, readFileSync(path)]);
  expect(await service.stop()).toBe(0);
  const closed = filesIn(folder).map((path): [string, Buffer] => [path, readFileSync(path)]);
  const { stdout, stderr } = service.output();
  expect(
    holders([
      ...open,
      ...closed,
      ['stdout', Buffer.from(stdout)],
      ['stderr', Buffer.from(stderr)],
      ['arguments', command],
    ]),
  ).toEqual([]);
  expect(closed.some(([path]) => statSync(path).size > 4096)).toBe(true);
  // The search itself finds what is there: the type is open by design. A log on a server lies in no file of ours.
  const onServer = process.env.LEDGER_TEST_LOG === 'eventstoredb';
  expect(onServer || closed.some(([, text]) => text.includes('complaint.received'))).toBe(true);
}, 180_000);
