/** What a privacy officer does about an open field that should never have been sent. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { validBody } from '../http/valid-body.js';
import { parseRecordId } from '../record/ids.js';
import { RedactBody } from './protection-bodies.js';
import { Redacted, RedactRecord } from './redact-record.js';

@ApiTags('protection')
@Controller('v1/records')
export class RedactionController {
  constructor(private readonly commands: CommandBus) {}

  /** No route shows the fields from now on; the bytes themselves go with the next export and import of the ledger. */
  @Post(':record/redaction')
  @Roles('privacy-officer')
  @ApiCreatedResponse({ type: Redacted })
  redact(
    @Param('record') record: string,
    @Body(validBody) { fields, reason }: RedactBody,
    @TheCaller() caller: Caller,
  ): Promise<Redacted> {
    return this.commands.execute(new RedactRecord(parseRecordId(record), fields, reason, caller.id));
  }
}
