/** `GET /v1/fairness`: how a model version, a campaign or a purpose treats groups of people. */
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReadsMany } from '../access/ledgered-reads.js';
import { Roles } from '../access/roles.js';
import { type Query as Parameters, Takes } from '../http/parameters.js';
import { Fairness } from './fairness-answer.js';
import { fairnessParameters, MeasureFairness } from './measure-fairness.js';

@ApiTags('oversight')
@Controller('v1/fairness')
export class FairnessController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('auditor')
  @ReadsMany('fairness')
  @Takes(fairnessParameters)
  @ApiOkResponse({ type: Fairness, description: 'Counts and metrics by group; no group of fewer than ten people' })
  measure(@Query() query: Parameters): Promise<Fairness> {
    return this.queries.execute(new MeasureFairness(query));
  }
}
