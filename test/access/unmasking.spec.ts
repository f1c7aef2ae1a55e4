import { Unmasking } from '../../src/access/unmasking.js';
import { EventLog } from '../../src/log/event-log.js';
import { ReadModels } from '../../src/projections/projection.js';
import { Clock } from '../../src/record/clock.js';
import { type Pseudonym, parsePseudonym } from '../../src/record/ids.js';
import { OwnEvents } from '../../src/recording/own-events.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { Service } from '../support/service.js';

class AheadClock extends Clock {
  minutes = 0;
  override milliseconds(): number {
    return Date.now() + this.minutes * 60_000;
  }
}

const auditor = { id: 'token-a', roles: ['auditor'], sources: [] } as const;
const other = { ...auditor, id: 'token-b' };

describe('looking behind a pseudonym', () => {
  let service: Service;
  let clock: AheadClock;
  let unmasking: Unmasking;
  let ada: Pseudonym;
  let bob: Pseudonym;

  beforeAll(async () => {
    service = await Service.start();
    const { app } = service;
    const objected = (id: string, subject: string): object => ({
      id,
      source: 'urn:shop',
      type: 'processing.objected',
      subject,
      data: { right: 'eu-gdpr:A21', scope: ['dpv:DirectMarketing'], includesProfiling: true },
    });
    await service.record(objected('o-1', 'crm:ada'), objected('o-2', 'crm:bob'));
    await caughtUp(app);
    const pseudonymOf = async (reference: string) => parsePseudonym((await app.get(Vault).find(reference)) ?? '');
    [ada, bob] = [await pseudonymOf('crm:ada'), await pseudonymOf('crm:bob')];
    clock = new AheadClock();
    unmasking = new Unmasking(app.get(EventLog), app.get(ReadModels), app.get(OwnEvents), clock);
  });

  afterAll(() => service.stop());

  it('needs a reason and a time, and says until when', async () => {
    const url = `/v1/consumers/${ada}/unmask`;
    for (const body of [
      {},
      { reason: '', minutes: 5 },
      { reason: 'x' },
      { reason: 'x', minutes: 481 },
      { reason: 'x', minutes: 0.5 },
    ]) {
      const answer = await service.ask(url, { as: 'auditor', body });
      expect([answer.status, answer.json()]).toMatchObject([400, { code: 'bad-request' }]);
    }
    const answer = await service.ask(url, { as: 'auditor', body: { reason: 'complaint 118', minutes: 5 } });
    expect([answer.status, answer.json()]).toMatchObject([201, { consumer: ada, until: expect.any(String) }]);
  });

  it('opens one person to one auditor, for that time', async () => {
    expect(await unmasking.isOpen([ada], auditor)).toBe(false);
    await unmasking.open(ada, 'complaint 118', 30, auditor);
    expect(await unmasking.isOpen([ada], auditor)).toBe(true);
    expect(await unmasking.isOpen([bob, ada], auditor)).toBe(true);
    expect(await unmasking.isOpen([bob], auditor)).toBe(false);
    expect(await unmasking.isOpen([ada], other)).toBe(false);
    for (const [minutes, open] of [
      [29, true],
      [31, false],
      [600, false],
    ] as const) {
      clock.minutes = minutes;
      expect([minutes, await unmasking.isOpen([ada], auditor)]).toEqual([minutes, open]);
    }
    clock.minutes = 0;
  });

  it('shows the values to that auditor in the timeline, and to no other', async () => {
    const complaint = { kind: 'spam', text: 'what Bob wrote' };
    const event = { id: 'c-1', source: 'urn:shop', type: 'complaint.received', subject: 'crm:bob', data: complaint };
    await service.record(event);
    await caughtUp(service.app);
    const timeline = async (token: string): Promise<string> =>
      (await service.ask(`/v1/consumers/${bob}/timeline`, { as: { token } })).body;
    const [one, two] = [await service.freshToken('auditor'), await service.freshToken('auditor')];
    expect(await timeline(one)).not.toContain('what Bob wrote');
    await service.ask(`/v1/consumers/${bob}/unmask`, {
      as: { token: one },
      body: { reason: 'complaint 119', minutes: 5 },
    });
    expect(await timeline(one)).toContain('what Bob wrote');
    expect(await timeline(two)).not.toContain('what Bob wrote');
    expect(await timeline(await service.tokenOf('support'))).toContain('what Bob wrote');
  });

  it('of somebody who does not exist is refused and leaves no trace', async () => {
    const nobody = parsePseudonym('00000000-0000-4000-8000-0000000000ff');
    await expect(unmasking.open(nobody, 'x', 5, auditor)).rejects.toMatchObject({ code: 'missing' });
  });
});
