/** The question how a person stands: their erasure, and what stops it. */
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Clock } from '../record/clock.js';
import type { Pseudonym } from '../record/ids.js';
import { Persons } from './persons.js';
import { type Protection, protectionOf } from './protect-consumer.js';

export class ProtectionOf extends Query<Protection> {
  constructor(readonly consumer: Pseudonym) {
    super();
  }
}

@QueryHandler(ProtectionOf)
export class ProtectionOfHandler implements IQueryHandler<ProtectionOf> {
  constructor(
    private readonly persons: Persons,
    private readonly clock: Clock,
  ) {}

  async execute({ consumer }: ProtectionOf): Promise<Protection> {
    return protectionOf(consumer, await this.persons.of(consumer), this.clock.now());
  }
}
