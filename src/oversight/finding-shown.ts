/** What is shown of every finding, wherever it is listed. */
import { ApiProperty } from '@nestjs/swagger';
import { text, uuid } from '../http/documented.js';
import type { RecordId } from '../record/ids.js';
import type { Severity } from './finding.js';

export const SEVERITIES = ['high', 'medium', 'low'] as const satisfies readonly Severity[];

class Concerned {
  @ApiProperty({ ...text, example: 'message' }) readonly kind!: string;
  @ApiProperty({ example: 'msg-771' }) readonly id!: string;
}

export class FindingShown {
  @ApiProperty({ example: 'message-after-objection:msg-771', description: 'The same in every answer' })
  readonly id!: string;
  @ApiProperty({ example: 'message-after-objection' }) readonly rule!: string;
  @ApiProperty({ ...text, enum: SEVERITIES }) readonly severity!: Severity;
  @ApiProperty({ example: 'GDPR Art. 21(3)' }) readonly law!: string;
  @ApiProperty({ description: 'In plain words' }) readonly text!: string;
  @ApiProperty() readonly concerns!: Concerned;
  @ApiProperty({ ...uuid, isArray: true, description: 'The records that show it' })
  readonly records!: readonly RecordId[];
}
