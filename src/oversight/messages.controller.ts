/** One message, for whoever answers what became of it. */
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { consumerIn, ReadsConsumer } from '../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { MessageOverview, ReadMessage } from './read-message.js';

@ApiTags('oversight')
@Controller('v1/messages')
export class MessagesController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Roles('support', 'auditor')
  @ReadsConsumer('message', { of: consumerIn })
  @ApiOkResponse({ type: MessageOverview, description: 'The message: its decision, its check, its records in order' })
  message(@Param('id') id: string, @TheCaller() caller: Caller): Promise<MessageOverview> {
    return this.queries.execute(new ReadMessage(id, caller));
  }
}
