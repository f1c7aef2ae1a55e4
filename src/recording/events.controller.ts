/** `POST /v1/events`: the only way in for producers. */
import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { Intake } from './intake.js';
import type { Recorded } from './record-events.js';
import { RecordedMany, RecordedOne } from './responses.js';

@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(private readonly intake: Intake) {}

  @Post()
  @ApiCreatedResponse({ type: RecordedOne, description: 'One event, recorded now' })
  @ApiExtraModels(RecordedMany)
  @ApiOkResponse({
    description: 'One event that was recorded before, or many',
    schema: { oneOf: [{ $ref: getSchemaPath(RecordedOne) }, { $ref: getSchemaPath(RecordedMany) }] },
  })
  @Roles('producer')
  async record(
    @Req() { headers, raw, body }: FastifyRequest,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return answer(reply, await this.intake.take({ headers, rawHeaders: raw.rawHeaders, body }, caller));
  }
}

/** 201 for one event that was recorded now; 200 for a repeat, and for many. */
function answer(reply: FastifyReply, outcome: Recorded | RecordedMany): object {
  const created = 'duplicate' in outcome && !outcome.duplicate;
  reply.status(created ? 201 : 200);
  if (!('duplicate' in outcome) || outcome.warnings.length > 0) return outcome;
  const { warnings: _none, ...rest } = outcome;
  return rest;
}
