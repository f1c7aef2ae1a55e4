/** `GET /v1/sources`: the producers. */
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Roles } from '../access/roles.js';
import { ListSources, SourcePage } from './list-sources.js';

@ApiTags('oversight')
@Controller('v1/sources')
export class SourcesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('auditor', 'operator')
  @ApiOkResponse({ type: SourcePage })
  list(): Promise<SourcePage> {
    return this.queries.execute(new ListSources());
  }
}
