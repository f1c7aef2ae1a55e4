/** `GET /v1/decisions`: search over all decisions, and the replay of one. */
import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadsConsumer, ReadsMany } from '../access/ledgered-reads.js';
import { Roles } from '../access/roles.js';
import type { Query as Parameters } from '../http/parameters.js';
import { inForm } from './decision-list.js';
import { consumerOf, ReplayDecision } from './replay-decision.js';
import { SearchDecisions } from './search-decisions.js';

@Controller('v1/decisions')
export class DecisionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('auditor')
  @ReadsMany('decisions')
  async search(
    @Query() query: Parameters,
    @Headers('accept') accept: string | undefined,
    @Req() { url }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return inForm(await this.queries.execute(new SearchDecisions(query)), accept, url, reply);
  }

  @Get(':id/replay')
  @Roles('auditor')
  @ReadsConsumer('replay', { of: consumerOf })
  replay(@Param('id') id: string, @Query() query: Parameters) {
    return this.queries.execute(new ReplayDecision(id, query));
  }
}
