/** `POST /v1/consumers/lookup`: from a reference to the pseudonym. The reference stands in the body and nowhere else: not in a URL, a log or a record. */
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { uuid } from '../http/documented.js';
import type { Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { parseReference } from '../vault/subjects.js';
import { Vault } from '../vault/vault.js';

/** Said here for the OpenAPI document; what is sent instead is told so in one sentence. */
export class LookUpBody {
  @ApiProperty({ example: 'crm:C-10442', description: 'The consumer, scheme:value' }) readonly reference!: string;
}

export class Found {
  @ApiProperty({ ...uuid, description: 'The pseudonym' }) readonly consumer!: Pseudonym;
}

export class LookUpConsumer extends Query<Found> {
  constructor(readonly body: unknown) {
    super();
  }
}

@QueryHandler(LookUpConsumer)
export class LookUpConsumerHandler implements IQueryHandler<LookUpConsumer> {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  async execute({ body }: LookUpConsumer): Promise<Found> {
    const consumer = await this.vault.find(parseReference(referenceIn(body)));
    if (consumer === null)
      throw new LedgerError('missing', 'No consumer is known under this reference, or the consumer was erased.');
    return { consumer };
  }
}

function referenceIn(body: unknown): string {
  const reference: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'reference') : undefined;
  if (typeof reference === 'string') return reference;
  throw new LedgerError('bad-request', 'The body must be { "reference": "scheme:value" }, for example crm:C-10442.', [
    { pointer: '/reference', detail: 'must be a text scheme:value' },
  ]);
}
