/** `/v1/inquiries`: what people ask, from receipt to the end. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { consumerIn, ReadsConsumer, ReadsMany } from '../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { type Query as Parameters, Takes } from '../http/parameters.js';
import { validBody } from '../http/valid-body.js';
import { AnsweredInquiry, AnswerInquiry } from './answer-inquiry.js';
import { HandleInquiry, OpenInquiry } from './handle-inquiry.js';
import { Inquiry } from './inquiries.js';
import type { InquiryCommand } from './inquiry.js';
import {
  AnswerBody,
  CloseBody,
  ExtendBody,
  IdentityBody,
  IdentityRequestBody,
  OpenBody,
  RefuseBody,
} from './inquiry-bodies.js';
import { InquiryPage, InquiryRead, inquiryParameters, ListInquiries, ReadInquiry } from './read-inquiries.js';

@ApiTags('inquiries')
@Controller('v1/inquiries')
@Roles('support')
export class InquiriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiCreatedResponse({ type: Inquiry })
  open(@Body(validBody) body: OpenBody, @TheCaller() { id: by }: Caller): Promise<Inquiry> {
    return this.commands.execute(new OpenInquiry(body, by));
  }

  @Get()
  @ReadsMany('inquiries')
  @Takes(inquiryParameters)
  @ApiOkResponse({ type: InquiryPage, description: 'The last changed first; a page may be empty and have a next one' })
  list(@Query() query: Parameters): Promise<InquiryPage> {
    return this.queries.execute(new ListInquiries(query));
  }

  @Get(':id')
  @ReadsConsumer('inquiry', { of: consumerIn })
  @ApiOkResponse({ type: InquiryRead })
  read(@Param('id') id: string): Promise<InquiryRead> {
    return this.queries.execute(new ReadInquiry(id));
  }

  @Post(':id/request-identity')
  @HttpCode(200)
  @ApiOkResponse({ type: Inquiry })
  requestIdentity(
    @Param('id') id: string,
    @Body(validBody) { method, reason }: IdentityRequestBody,
    @TheCaller() caller: Caller,
  ): Promise<Inquiry> {
    return this.#take(id, { name: 'request-identity', method, reason }, caller);
  }

  @Post(':id/verify-identity')
  @HttpCode(200)
  @ApiOkResponse({ type: Inquiry })
  verifyIdentity(
    @Param('id') id: string,
    @Body(validBody) { method }: IdentityBody,
    @TheCaller() caller: Caller,
  ): Promise<Inquiry> {
    return this.#take(id, { name: 'verify-identity', method }, caller);
  }

  /** Two months more, told within the first (GDPR Art. 12(3)); once. */
  @Post(':id/extend')
  @HttpCode(200)
  @ApiOkResponse({ type: Inquiry })
  extend(@Param('id') id: string, @Body(validBody) { reason }: ExtendBody, @TheCaller() caller: Caller) {
    return this.#take(id, { name: 'extend', reason }, caller);
  }

  /** Makes the answer, an explanation or the access report, and records that the person was told it. */
  @Post(':id/answer')
  @HttpCode(200)
  @ReadsConsumer('answer', { of: consumerIn })
  @ApiOkResponse({ type: AnsweredInquiry })
  answer(
    @Param('id') id: string,
    @Body(validBody) body: AnswerBody,
    @TheCaller() caller: Caller,
  ): Promise<AnsweredInquiry> {
    return this.commands.execute(new AnswerInquiry(id, body, caller));
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @ApiOkResponse({ type: Inquiry })
  refuse(
    @Param('id') id: string,
    @Body(validBody) { reason, complaintRoute }: RefuseBody,
    @TheCaller() caller: Caller,
  ): Promise<Inquiry> {
    return this.#take(id, { name: 'refuse', reason, complaintRoute }, caller);
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOkResponse({ type: Inquiry })
  close(@Param('id') id: string, @Body(validBody) { reason }: CloseBody, @TheCaller() caller: Caller) {
    return this.#take(id, { name: 'close', reason }, caller);
  }

  #take(id: string, command: InquiryCommand, { id: by }: Caller): Promise<Inquiry> {
    return this.commands.execute(new HandleInquiry(id, command, by));
  }
}
