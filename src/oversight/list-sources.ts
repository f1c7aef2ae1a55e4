/** `GET /v1/sources`: each producer: what it sent, when it was last heard, and which of its numbers never arrived. */
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { count, instant, PageOf } from '../http/documented.js';
import { ReadModels } from '../projections/projection.js';
import { sources } from '../projections/source.js';
import type { Instant } from '../record/ids.js';

class Gap {
  @ApiProperty({ type: 'integer' }) readonly from!: number;
  @ApiProperty({ type: 'integer' }) readonly to!: number;
}

class SequenceSeen {
  @ApiProperty({ type: 'integer' }) readonly first!: number;
  @ApiProperty({ type: 'integer' }) readonly last!: number;
  @ApiProperty({ ...count, description: 'How many numbers between first and last never arrived' })
  readonly missing!: number;
  @ApiProperty({ type: [Gap], description: 'The first hundred gaps, both ends inclusive' })
  readonly gaps!: readonly Gap[];
}

export class Source {
  @ApiProperty() readonly source!: string;
  @ApiProperty(count) readonly records!: number;
  @ApiProperty({ type: 'object', additionalProperties: count, description: 'Records of each type' })
  readonly types!: { readonly [type: string]: number };
  @ApiProperty({ ...instant, description: 'When its last record was recorded' }) readonly lastHeardAt!: Instant;
  @ApiProperty({ type: SequenceSeen, nullable: true, description: 'Null where it sends no `sequence`' })
  readonly sequence!: SequenceSeen | null;
  @ApiProperty({
    ...count,
    description: 'Records whose `sequence` is no whole number; gaps in those cannot be seen',
  })
  readonly unnumbered!: number;
}

export class SourcePage extends PageOf(Source) {}

export class ListSources extends CqrsQuery<SourcePage> {}

@QueryHandler(ListSources)
export class ListSourcesHandler implements IQueryHandler<ListSources> {
  constructor(private readonly models: ReadModels) {}

  async execute(): Promise<SourcePage> {
    return { items: sources(this.models), next: null };
  }
}
