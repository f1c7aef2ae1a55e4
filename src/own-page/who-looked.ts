/** Who looked at a person's record, told to that person: when, somebody in which role, at what, and what for. Names and ids of staff stay out. Pure. */
import { ApiProperty } from '@nestjs/swagger';
import type { GatheredRecord } from '../answers/facts.js';
import { instant, text, uuid } from '../http/documented.js';
import type { Instant, RecordId } from '../record/ids.js';
import type { Words } from './words.js';

export class Look {
  @ApiProperty(instant) readonly at!: Instant;
  @ApiProperty() readonly role!: string;
  @ApiProperty({ description: 'Whether it was the person themself' }) readonly own!: boolean;
  @ApiProperty() readonly what!: string;
  @ApiProperty() readonly purpose!: string;
  @ApiProperty({
    ...text,
    nullable: true,
    description: 'The decision that was looked at, null where it was another thing',
  })
  readonly decision!: string | null;
  @ApiProperty() readonly text!: string;
  @ApiProperty(uuid) readonly record!: RecordId;
}

/** @param record an `access.recorded` or a `value.unmasked` */
export function lookOf({ header, body: { data } }: GatheredRecord, words: Words): Look {
  const unmasked = header.type === 'value.unmasked';
  const field = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
  const role = field('role');
  const look = {
    at: header.occurredAt,
    role,
    own: role === 'consumer',
    what: unmasked ? 'unmask' : field('what'),
    purpose: unmasked ? field('reason') : field('purpose'),
    decision: field('decisionId') || null,
    record: header.id,
  };
  return { ...look, text: lookText(look, words) };
}

/** The same look in another language. */
export function lookText({ at, role, what, purpose, own, decision }: Omit<Look, 'text'>, words: Words): string {
  return words.say('looked.item', {
    moment: words.moment(at),
    role: role.replaceAll('-', ''),
    what: what.replaceAll('-', ''),
    decision,
    purpose: own ? null : purpose,
  });
}
