/** Two instances command at once about one person who has two pseudonyms: a hold and an erasure never both hear success, whatever comes between what. */
import { EventEmitter, once } from 'node:events';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { Config } from '../../src/config.js';
import { EventLog } from '../../src/log/event-log.js';
import { ReadModels } from '../../src/projections/projection.js';
import { ApplyErasures } from '../../src/protection/apply-erasures.js';
import type { ErasureCommand } from '../../src/protection/erasure.js';
import { type Person, Persons } from '../../src/protection/persons.js';
import { ProtectConsumer, ProtectConsumerHandler, type Protection } from '../../src/protection/protect-consumer.js';
import { Clock, Randomness } from '../../src/record/clock.js';
import type { Pseudonym } from '../../src/record/ids.js';
import { OwnEvents } from '../../src/recording/own-events.js';
import { Vault } from '../../src/vault/vault.js';
import { Service } from '../support/service.js';

/** Reads as every instance does, and then stops once, until it is told to go on with what it read. */
class PausedOnce extends Persons {
  readonly #signal = new EventEmitter();
  #paused = false;

  override async of(consumer: Pseudonym): Promise<Person> {
    const person = await super.of(consumer);
    if (this.#paused) return person;
    this.#paused = true;
    const goOn = once(this.#signal, 'go on');
    this.#signal.emit('paused');
    await goOn;
    return person;
  }

  paused(): Promise<unknown> {
    return once(this.#signal, 'paused');
  }

  goOn(): void {
    this.#signal.emit('go on');
  }
}

const erase: ErasureCommand = { name: 'request', article: '17(1)(b)', reason: 'consent withdrawn' };
const hold: ErasureCommand = { name: 'hold', reason: 'Claim before a court', until: null };

describe('two instances', () => {
  let service: Service;
  let count = 0;

  beforeAll(async () => {
    service = await Service.start();
  });

  afterAll(() => service.stop());

  const get = <T>(token: abstract new (...args: never[]) => T): T => service.app.get<T>(token as never);
  const pausedOnce = (): PausedOnce => new PausedOnce(get(EventLog), get(ReadModels));
  /** Commands of two handlers are serialised by nothing but the log, as those of two instances. */
  const instance = (persons: Persons): ProtectConsumerHandler =>
    new ProtectConsumerHandler(
      persons,
      get(OwnEvents),
      get(ApplyErasures),
      get(Vault),
      get(Config),
      get(Clock),
      get(Randomness),
    );
  const say = (persons: Persons, consumer: Pseudonym, command: ErasureCommand): Promise<Protection | string> =>
    instance(persons)
      .execute(new ProtectConsumer(consumer, command, 'token-1'))
      .catch(({ code }: { code: string }) => code);
  const person = async (
    linked: boolean,
  ): Promise<readonly [Pseudonym, Pseudonym, (type?: string) => Promise<unknown>]> => {
    const references = [`crm:r-${count++}`, `web:r-${count++}`] as const;
    const { data } = definitionOf('data.collected')?.example ?? { data: {} };
    const event = (type: string, subject: string, body: object) => ({
      id: `r-${count++}`,
      source: 'urn:shop',
      type,
      subject,
      data: body,
    });
    const link = (type = 'identity.linked'): Promise<string> =>
      service.record(event(type, references[1], { otherSubject: references[0] }));
    await service.record(...references.map((reference) => event('data.collected', reference, data)));
    if (linked) await link();
    const [a, b] = await Promise.all(references.map((reference) => get(Vault).find(reference)));
    if (a == null || b == null) throw new Error('not found');
    return [a, b, link];
  };
  const keys = async (...of: readonly Pseudonym[]): Promise<number> => (await get(Vault).dataKeys(of)).size;

  it('an erasure that was decided before a hold on a linked pseudonym, and is recorded after it, is stopped', async () => {
    const [a, b] = await person(true);
    const slow = pausedOnce();
    const paused = slow.paused();
    const erasing = say(slow, a, erase);
    await paused;
    expect(await say(get(Persons), b, hold)).toMatchObject({ holds: [{ reason: 'Claim before a court' }] });
    slow.goOn();
    expect(await erasing).toBe('held');
    expect(await keys(a, b)).toBe(2);
  });

  it('it is stopped too where the link came between', async () => {
    const [a, b, link] = await person(false);
    const slow = pausedOnce();
    const paused = slow.paused();
    const erasing = say(slow, a, erase);
    await paused;
    await link();
    expect(await say(get(Persons), b, hold)).toMatchObject({ holds: [{ reason: 'Claim before a court' }] });
    slow.goOn();
    expect(await erasing).toBe('held');
    expect(await keys(a, b)).toBe(2);
  });

  it('a hold that comes after the erasure through a linked pseudonym is told so', async () => {
    const [a, b] = await person(true);
    const slow = pausedOnce();
    const paused = slow.paused();
    const holding = say(slow, b, hold);
    await paused;
    expect(await say(get(Persons), a, erase)).toMatchObject({ erasure: { status: 'erased' } });
    slow.goOn();
    expect(await holding).toBe('conflict');
    expect(await keys(a, b)).toBe(0);
  });

  it('a hold ends for a pseudonym with the link to the one that is held', async () => {
    const [a, b, link] = await person(true);
    await say(get(Persons), b, hold);
    expect(await say(get(Persons), a, erase)).toBe('held');
    await link('identity.unlinked');
    expect(await say(get(Persons), a, erase)).toMatchObject({ erasure: { status: 'erased', pseudonyms: [a] } });
    expect(await say(get(Persons), b, erase)).toBe('held');
    expect([await keys(a), await keys(b)]).toEqual([0, 1]);
  });
});
