/** `GET /v1/sources`: each producer: what it sent, when it was last heard, and which of its numbers never arrived. */
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../http/paging.js';
import { ReadModels } from '../projections/projection.js';
import { type Source, sources } from '../projections/source.js';

export class ListSources extends CqrsQuery<Page<Source>> {}

@QueryHandler(ListSources)
export class ListSourcesHandler implements IQueryHandler<ListSources> {
  constructor(private readonly models: ReadModels) {}

  async execute(): Promise<Page<Source>> {
    return { items: sources(this.models), next: null };
  }
}
