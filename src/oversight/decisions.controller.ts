/** `GET /v1/decisions`: search over all decisions, and the replay of one. */
import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadsConsumer, ReadsMany } from '../access/ledgered-reads.js';
import { Roles } from '../access/roles.js';
import { ApiForms } from '../http/documented.js';
import { type Query as Parameters, Takes } from '../http/parameters.js';
import { inForm } from './decision-list.js';
import { consumerOf, Replay, ReplayDecision, replayParameters } from './replay-decision.js';
import { DecisionPage, SearchDecisions, searchParameters } from './search-decisions.js';

@ApiTags('oversight')
@Controller('v1/decisions')
export class DecisionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('auditor')
  @ReadsMany('decisions')
  @Takes(searchParameters)
  @ApiForms(DecisionPage, ['text/csv', 'application/x-ndjson'], 'Decisions, newest first, or a random sample')
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
  @Takes(replayParameters)
  @ApiOkResponse({ type: Replay, description: 'The records of the case one by one, each with the answer after it' })
  replay(@Param('id') id: string, @Query() query: Parameters): Promise<Replay> {
    return this.queries.execute(new ReplayDecision(id, query));
  }
}
