/** The command behind erasure and holds: reads the person, decides, records, and carries out what was recorded. */
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { Config } from '../config.js';
import { oneOf } from '../http/documented.js';
import { Clock, Randomness } from '../record/clock.js';
import type { Instant, Pseudonym } from '../record/ids.js';
import { againWhenRaced, OwnEvents } from '../recording/own-events.js';
import { backupsUntil } from '../vault/backups.js';
import { Vault } from '../vault/vault.js';
import { ApplyErasures } from './apply-erasures.js';
import { type ErasureAnswer, erasureAnswer, erasureAnswers } from './certificate.js';
import { decide, type ErasureCommand, Hold, holdsAt, type ProtectionEvent, refuseErased } from './erasure.js';
import { type Person, Persons } from './persons.js';
import { remainsOf } from './remains.js';

export class HoldsInForce {
  @ApiProperty({ type: [Hold], description: 'Oldest first' }) readonly holds!: readonly Hold[];
}

/** How a person stands after a command. */
@ApiExtraModels(...erasureAnswers)
export class Protection extends HoldsInForce {
  @ApiProperty(oneOf(...erasureAnswers)) readonly erasure!: ErasureAnswer;
}

/** @throws LedgerError `held`, `forbidden`, `missing`, `unavailable`, `wrong-revision` */
export class ProtectConsumer extends Command<Protection> {
  constructor(
    readonly consumer: Pseudonym,
    readonly command: ErasureCommand,
    /** Id of the caller's token. */
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ProtectConsumer)
export class ProtectConsumerHandler implements ICommandHandler<ProtectConsumer> {
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly persons: Persons,
    private readonly ownEvents: OwnEvents,
    private readonly erasures: ApplyErasures,
    private readonly vault: Vault,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  /** One after the other within this instance; between instances streams' revisions decide (docs/decisions/0904-holds-and-links.md). */
  execute(command: ProtectConsumer): Promise<Protection> {
    const next = this.#running
      .then(() => this.#carryOut(command))
      .then((person) => protectionOf(command.consumer, person, this.clock.now()));
    this.#running = next.catch(() => undefined);
    return next;
  }

  async #carryOut(command: ProtectConsumer): Promise<Person> {
    const { person, events } = await againWhenRaced(() => this.#decided(command));
    if (events.length === 0) return person;
    for (const event of events) if (event.type === 'hold.placed') await this.#tellLinked(event, command);
    if (events.some(({ type }) => type === 'subject.erased')) await this.erasures.apply();
    const after = await this.persons.of(command.consumer);
    if (command.command.name === 'hold') refuseErased(after.state, after.pseudonyms);
    return after;
  }

  /** What is decided on the person as they stand, recorded. */
  async #decided(command: ProtectConsumer): Promise<{ person: Person; events: readonly ProtectionEvent[] }> {
    const person = await this.persons.of(command.consumer);
    const now = this.clock.now();
    const until = backupsUntil(this.config.data, now, this.config.backupDays);
    const events = decide(person.state, command.command, {
      now,
      by: command.by,
      freshId: `${command.command.name === 'hold' ? 'hold' : 'er'}-${Buffer.from(this.randomness.bytes(8)).toString('hex')}`,
      pseudonyms: person.pseudonyms,
      approval: this.config.erasureApproval,
      remains: remainsOf(now, this.config.auditYears, await this.vault.masterKey(), until),
      backupsUntil: until,
    });
    const own = events.map((event) => ({ ...event, subject: command.consumer }));
    if (own.length > 0) await this.ownEvents.recordAll(own, command.by, person.expected);
    return { person, events };
  }

  /**
   * Streams share no revision, so a hold is told to each of the person's pseudonyms: whoever decided on an erasure through one of them before
   * that loses by its revision, and whoever recorded one before that is seen when the person is read again. Nobody hears success twice.
   */
  async #tellLinked(hold: ProtectionEvent, { consumer, by }: ProtectConsumer): Promise<void> {
    const { pseudonyms } = await this.persons.of(consumer);
    const data = { ...hold.data, through: consumer };
    for (const subject of pseudonyms)
      if (subject !== consumer) await this.ownEvents.record({ type: hold.type, data, subject }, by);
  }
}

export function protectionOf(consumer: Pseudonym, { state }: Person, now: Instant): Protection {
  return { erasure: erasureAnswer(consumer, state), holds: holdsAt(state, now) };
}
