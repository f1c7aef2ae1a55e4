/** A rotation of the vault's master key is in the ledger after the next start, once. */
import { EventLog } from '../../src/log/event-log.js';
import { streamName } from '../../src/record/ids.js';
import { decodeRecord } from '../../src/record/record.js';
import { noticeRotation } from '../../src/vault/rotation-notice.js';
import { Service } from '../support/service.js';

async function rotationsIn(service: Service) {
  const found: unknown[] = [];
  for await (const page of service.app.get(EventLog).readStream(streamName('ledger-keys')))
    found.push(...page.map(decodeRecord).map(({ header, body }) => [header.eventId, body.data]));
  return found;
}

it('a rotated master key is recorded at the next start, once', async () => {
  const to = '0123456789abcdef';
  let service = await Service.start();
  expect(await rotationsIn(service)).toEqual([]);
  const recorded = [[`vault-master-key-${to}`, { key: 'vault-master', to }]];
  service = await service.restart({}, () => noticeRotation(service.data, to));
  expect(await rotationsIn(service)).toEqual(recorded);
  // A start that ended before the note was taken away finds it again.
  service = await service.restart({}, () => noticeRotation(service.data, to));
  expect(await rotationsIn(service)).toEqual(recorded);
  await service.stop();
});
