/** `GET /v1/sources`: the producers. */
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Roles } from '../access/roles.js';
import { ListSources } from './list-sources.js';

@Controller('v1/sources')
export class SourcesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('auditor', 'operator')
  list() {
    return this.queries.execute(new ListSources());
  }
}
