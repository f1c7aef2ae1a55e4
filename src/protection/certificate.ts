/** The erasure certificate: what was destroyed, what remains and on which ground. Made from the records alone, so it reads the same whenever it is asked for. Pure. */
import { ApiProperty } from '@nestjs/swagger';
import { Remainder } from '../catalogue/protection.js';
import { instant, records, text, uuid } from '../http/documented.js';
import type { Json } from '../record/canonical.js';
import type { Instant, Pseudonym, RecordId } from '../record/ids.js';
import type { Erased, ErasureState } from './erasure.js';

export class ErasureCertificate {
  @ApiProperty({ ...text, enum: ['erased'] }) readonly status!: 'erased';
  @ApiProperty(uuid) readonly consumer!: Pseudonym;
  @ApiProperty() readonly requestId!: string;
  @ApiProperty({ example: '17(1)(b)' }) readonly article!: string;
  @ApiProperty({ ...text, nullable: true }) readonly reason!: string | null;
  @ApiProperty({ ...text, nullable: true }) readonly requestedBy!: string | null;
  @ApiProperty({ ...instant, nullable: true }) readonly requestedAt!: Instant | null;
  @ApiProperty({ ...text, nullable: true }) readonly approvedBy!: string | null;
  @ApiProperty(instant) readonly erasedAt!: Instant;
  @ApiProperty({ ...records, description: 'The records that say so: request, approval, erasure' })
  readonly records!: readonly RecordId[];
  @ApiProperty({ ...uuid, isArray: true }) readonly pseudonyms!: readonly string[];
  @ApiProperty({
    type: [String],
    description: 'Keys that exist no more: nobody can open what was sealed under them',
  })
  readonly keyIds!: readonly string[];
  @ApiProperty({ type: [Remainder] }) readonly remains!: readonly Remainder[];
  @ApiProperty({
    ...instant,
    nullable: true,
    description:
      'Until when a backup of the vault may still hold the keys. A restored one forgets them again before it serves a key',
  })
  readonly backupsUntil!: string | null;
}

export class ErasureWaiting {
  @ApiProperty({ ...text, enum: ['requested'] }) readonly status!: 'requested';
  @ApiProperty(uuid) readonly consumer!: Pseudonym;
  @ApiProperty() readonly requestId!: string;
  @ApiProperty({ example: '17(1)(b)' }) readonly article!: string;
  @ApiProperty() readonly requestedBy!: string;
  @ApiProperty(instant) readonly requestedAt!: Instant;
  @ApiProperty({ description: 'What has to happen next' }) readonly next!: string;
}

export class NoErasure {
  @ApiProperty({ ...text, enum: ['none'] }) readonly status!: 'none';
  @ApiProperty(uuid) readonly consumer!: Pseudonym;
}

export type ErasureAnswer = ErasureCertificate | ErasureWaiting | NoErasure;
export const erasureAnswers = [ErasureCertificate, ErasureWaiting, NoErasure] as const;

/** What stands about a consumer's erasure. */
export function erasureAnswer(consumer: Pseudonym, state: ErasureState): ErasureAnswer {
  const waiting = state.pending;
  if (waiting !== null)
    return {
      status: 'requested',
      consumer,
      requestId: waiting.requestId,
      article: waiting.article,
      requestedBy: waiting.by,
      requestedAt: waiting.at,
      next: `A privacy officer other than who asked approves it: POST /v1/consumers/${consumer}/erasure/${waiting.requestId}/approve`,
    };
  const erasure = state.erased.get(consumer);
  return erasure === undefined ? { status: 'none', consumer } : certificate(consumer, erasure);
}

function certificate(consumer: Pseudonym, { request, record, at, data }: Erased): ErasureCertificate {
  return {
    status: 'erased',
    consumer,
    requestId: textIn(data.requestId) ?? '',
    article: textIn(data.article) ?? '',
    reason: textIn(data.reason),
    requestedBy: request?.by ?? null,
    requestedAt: request?.at ?? null,
    approvedBy: request?.approval?.by ?? null,
    erasedAt: at,
    records: [request?.record, request?.approval?.record, record].filter((id) => id !== undefined),
    pseudonyms: textsIn(data.pseudonyms),
    keyIds: textsIn(data.keyIds),
    remains: remaindersOf(data.remains),
    backupsUntil: textIn(data.backupsUntil),
  };
}

function remaindersOf(value: Json | undefined): readonly Remainder[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json): Remainder[] => {
    if (typeof item !== 'object' || item === null || !('what' in item)) return [];
    const until = textIn(item.until);
    return [{ what: textIn(item.what) ?? '', ground: textIn(item.ground) ?? '', ...(until !== null && { until }) }];
  });
}

function textIn(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
