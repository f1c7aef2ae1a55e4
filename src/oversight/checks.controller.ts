/** `POST /v1/checks`: a producer asks before it decides or sends. Nothing about the person is shown but what stands against this one event. */
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { open } from '../http/documented.js';
import type { Json } from '../record/canonical.js';
import { Check, CheckEvent } from './check-event.js';

@ApiTags('events')
@Controller('v1/checks')
export class ChecksController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @HttpCode(200)
  @Roles('producer')
  @ApiConsumes('application/cloudevents+json')
  @ApiBody({ schema: open, description: 'decision.made, message.sent or message.presented, as it would be recorded' })
  @ApiOkResponse({ type: Check })
  check(@Body() event: Json | undefined, @TheCaller() caller: Caller): Promise<Check> {
    return this.queries.execute(new CheckEvent(event ?? null, caller));
  }
}
