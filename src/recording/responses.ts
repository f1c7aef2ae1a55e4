/** What producers are answered. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ProblemDetails } from '../http/problem-details.js';

export class Remark {
  @ApiProperty({ description: 'JSON pointer into the event as it was sent' }) readonly pointer!: string;
  @ApiProperty() readonly detail!: string;
}

export class RecordedOne {
  @ApiProperty({ format: 'uuid', description: 'The record: UUIDv5 over source and id, the same for ever' })
  readonly id!: string;
  @ApiProperty() readonly stream!: string;
  @ApiProperty({ type: 'integer', description: 'Place in the stream, counted from 0' }) readonly revision!: number;
  @ApiProperty({ description: 'Opaque; good for wait and asOf' }) readonly position!: string;
  @ApiProperty({ format: 'date-time' }) readonly recordedAt!: string;
  @ApiProperty({ description: 'The same fact had been recorded before; this is where it stands' })
  readonly duplicate!: boolean;
  @ApiPropertyOptional({ type: [Remark], description: 'Unknown terms, discarded fields' })
  readonly warnings?: readonly Remark[];
}

export class Rejected {
  @ApiProperty({ type: 'integer', description: 'Place in the batch, or line of the stream, counted from 0' })
  readonly index!: number;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The producer’s own id, null where it could not be read',
  })
  readonly id!: string | null;
  @ApiProperty({ type: ProblemDetails }) readonly problem!: ProblemDetails;
}

export class Warning extends Remark {
  @ApiProperty({ type: 'integer' }) readonly index!: number;
  @ApiProperty({ type: 'string', nullable: true }) readonly id!: string | null;
}

export class RecordedMany {
  @ApiProperty({ type: 'integer' }) readonly recorded!: number;
  @ApiProperty({ type: 'integer', description: 'Had been recorded before with the same content' })
  readonly duplicates!: number;
  @ApiProperty({ type: [Rejected], description: 'The first 1,000' }) readonly rejected!: readonly Rejected[];
  @ApiProperty({ type: 'integer', description: 'All of them' }) readonly rejectedCount!: number;
  @ApiProperty({ type: [Warning], description: 'The first 1,000' }) readonly warnings!: readonly Warning[];
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Of the last event in the log; null where none was recorded',
  })
  readonly position!: string | null;
}
