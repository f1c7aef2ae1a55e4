/** What support and auditors read about one person. Auditors work with pseudonyms: personal values are opened for support, and for an auditor who gave a reason. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReadsConsumer, ReadsMany } from '../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { type Query as Parameters, Takes } from '../http/parameters.js';
import { Overview } from './consumer-overview.js';
import { ListConsumerDecisions, ReadTimeline, TimelinePage } from './consumer-timeline.js';
import { DecisionSummaryPage } from './decision-summary.js';
import { Found, LookUpBody, LookUpConsumer } from './look-up-consumer.js';
import { entryParameters } from './person-entries.js';
import { ReadOverview } from './read-overview.js';

@ApiTags('oversight')
@Controller('v1/consumers')
export class ConsumersController {
  constructor(private readonly queries: QueryBus) {}

  @Post('lookup')
  @HttpCode(200)
  @Roles('support')
  @ReadsMany('look-up')
  @ApiBody({ type: LookUpBody })
  @ApiOkResponse({ type: Found })
  lookUp(@Body() body: unknown): Promise<Found> {
    return this.queries.execute(new LookUpConsumer(body));
  }

  @Get(':consumer')
  @Roles('support', 'auditor')
  @ReadsConsumer('overview')
  @ApiOkResponse({ type: Overview, description: 'What is held about the person' })
  overview(@Param('consumer') consumer: string, @TheCaller() caller: Caller): Promise<Overview> {
    return this.queries.execute(new ReadOverview(consumer, caller));
  }

  @Get(':consumer/timeline')
  @Roles('support', 'auditor')
  @ReadsConsumer('timeline')
  @Takes(entryParameters)
  @ApiOkResponse({ type: TimelinePage, description: 'Every record about the person, newest first' })
  timeline(@Param('consumer') consumer: string, @Query() query: Parameters, @TheCaller() caller: Caller) {
    return this.queries.execute(new ReadTimeline(consumer, query, caller));
  }

  @Get(':consumer/decisions')
  @Roles('support', 'auditor')
  @ReadsConsumer('decisions')
  @Takes(entryParameters)
  @ApiOkResponse({ type: DecisionSummaryPage, description: 'Their decisions, newest first' })
  decisions(@Param('consumer') consumer: string, @Query() query: Parameters) {
    return this.queries.execute(new ListConsumerDecisions(consumer, query));
  }
}
