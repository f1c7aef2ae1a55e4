/** One message, for whoever answers what became of it. */
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReadsConsumer } from '../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import { MessageOverview, ReadMessage } from './read-message.js';

/** Whom it went to; a message to nobody who is named shows nobody's record. */
const recipientOf = (message: unknown): readonly Pseudonym[] => {
  const consumer: unknown =
    typeof message === 'object' && message !== null ? Reflect.get(message, 'consumer') : undefined;
  return typeof consumer === 'string' ? [parsePseudonym(consumer)] : [];
};

@ApiTags('oversight')
@Controller('v1/messages')
export class MessagesController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Roles('support', 'auditor')
  @ReadsConsumer('message', { of: recipientOf })
  @ApiOkResponse({ type: MessageOverview, description: 'The message: its decision, its check, its records in order' })
  message(@Param('id') id: string, @TheCaller() caller: Caller): Promise<MessageOverview> {
    return this.queries.execute(new ReadMessage(id, caller));
  }
}
