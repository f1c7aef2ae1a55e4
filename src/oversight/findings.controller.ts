/** `/v1/findings`: what went wrong, and what was done about it. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReadsMany } from '../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { type Query as Parameters, Takes } from '../http/parameters.js';
import { validBody } from '../http/valid-body.js';
import { parseRecordId } from '../record/ids.js';
import { FindingPage, findingParameters, ListFindings } from './list-findings.js';
import { AcknowledgeBody, DismissBody, FindingLife, RemedyBody, SettleFinding } from './settle-finding.js';

@ApiTags('oversight')
@Controller('v1/findings')
@Roles('auditor', 'privacy-officer')
export class FindingsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @ReadsMany('findings')
  @Takes(findingParameters)
  @ApiOkResponse({ type: FindingPage, description: 'Newest decision first; a page may be empty and have a next one' })
  list(@Query() query: Parameters): Promise<FindingPage> {
    return this.queries.execute(new ListFindings(query));
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOkResponse({ type: FindingLife })
  acknowledge(
    @Param('id') id: string,
    @Body(validBody) { decisionId, reason }: AcknowledgeBody,
    @TheCaller() { id: by }: Caller,
  ): Promise<FindingLife> {
    return this.commands.execute(new SettleFinding(id, { name: 'acknowledge', reason }, decisionId, by));
  }

  @Post(':id/remedy')
  @HttpCode(200)
  @ApiOkResponse({ type: FindingLife })
  remedy(
    @Param('id') id: string,
    @Body(validBody) { decisionId, record, remedy, effectiveAt }: RemedyBody,
    @TheCaller() { id: by }: Caller,
  ): Promise<FindingLife> {
    const took = { name: 'remedy', record: parseRecordId(record), remedy, effectiveAt } as const;
    return this.commands.execute(new SettleFinding(id, took, decisionId, by));
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @ApiOkResponse({ type: FindingLife })
  dismiss(
    @Param('id') id: string,
    @Body(validBody) { decisionId, reason }: DismissBody,
    @TheCaller() { id: by }: Caller,
  ): Promise<FindingLife> {
    return this.commands.execute(new SettleFinding(id, { name: 'dismiss', reason }, decisionId, by));
  }
}
