/** What a privacy officer does for a person: erase, approve, hold, release. */
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReadsConsumer } from '../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { ApiText, oneOf } from '../http/documented.js';
import { validBody } from '../http/valid-body.js';
import type { EvidenceZip } from '../proof/evidence/decision-evidence.js';
import { parseInstant, parsePseudonym } from '../record/ids.js';
import { type ErasureAnswer, ErasureWaiting, erasureAnswers } from './certificate.js';
import { type ErasureCommand, Hold, notAhead } from './erasure.js';
import { ErasureEvidence } from './erasure-evidence.js';
import { HoldsInForce, ProtectConsumer, Protection } from './protect-consumer.js';
import { EraseBody, HoldBody, ReleaseBody } from './protection-bodies.js';
import { ProtectionOf } from './protection-of.js';

@ApiTags('protection')
@Controller('v1/consumers/:consumer')
@Roles('privacy-officer')
export class ProtectionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Erases, or where two persons are asked for, requests it (202). A repeat answers with the same certificate. */
  @Post('erasure')
  @HttpCode(200)
  @ApiExtraModels(...erasureAnswers)
  @ApiOkResponse({ schema: oneOf(...erasureAnswers), description: 'Erased; the certificate' })
  @ApiAcceptedResponse({ type: ErasureWaiting, description: 'A second person is asked for' })
  async erase(
    @Param('consumer') consumer: string,
    @Body(validBody) { article, reason }: EraseBody,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureAnswer> {
    const { erasure } = await this.#protect(consumer, { name: 'request', article, reason }, caller);
    if (erasure.status === 'requested') reply.status(202);
    return erasure;
  }

  /** A second person approves; who asked cannot. */
  @Post('erasure/:request/approve')
  @HttpCode(200)
  @ApiOkResponse({ schema: oneOf(...erasureAnswers), description: 'Erased; the certificate' })
  async approve(
    @Param('consumer') consumer: string,
    @Param('request') requestId: string,
    @TheCaller() caller: Caller,
  ): Promise<ErasureAnswer> {
    return (await this.#protect(consumer, { name: 'approve', requestId }, caller)).erasure;
  }

  /** How the erasure stands, with its certificate, and the holds in force. */
  @Get('erasure')
  @ReadsConsumer('erasure')
  @ApiOkResponse({ type: Protection })
  state(@Param('consumer') consumer: string): Promise<Protection> {
    return this.queries.execute(new ProtectionOf(parsePseudonym(consumer)));
  }

  /** The certificate as an evidence file: `ledger verify FILE` checks it anywhere. */
  @Get('erasure/evidence')
  @ReadsConsumer('erasure')
  @ApiText('application/zip', 'The evidence file')
  evidence(@Param('consumer') consumer: string): Promise<EvidenceZip> {
    return this.queries.execute(new ErasureEvidence(parsePseudonym(consumer)));
  }

  /** A legal hold stops the erasure until it is released or its time is over. */
  @Post('hold')
  @ApiCreatedResponse({ type: Hold })
  async hold(
    @Param('consumer') consumer: string,
    @Body(validBody) { reason, until }: HoldBody,
    @TheCaller() caller: Caller,
  ): Promise<Hold | undefined> {
    const end = until === undefined ? null : parseInstant(until);
    // A day that does not exist is no reason for a hold without end.
    if (until !== undefined && end === null) throw notAhead();
    const command = { name: 'hold', reason, until: end } as const;
    return (await this.#protect(consumer, command, caller)).holds.at(-1);
  }

  @Post('hold/:hold/release')
  @HttpCode(200)
  @ApiOkResponse({ type: HoldsInForce, description: 'What is still in force' })
  async release(
    @Param('consumer') consumer: string,
    @Param('hold') holdId: string,
    @Body(validBody) { reason }: ReleaseBody,
    @TheCaller() caller: Caller,
  ): Promise<HoldsInForce> {
    const { holds } = await this.#protect(consumer, { name: 'release', holdId, reason: reason ?? null }, caller);
    return { holds };
  }

  #protect(consumer: string, command: ErasureCommand, caller: Caller): Promise<Protection> {
    return this.commands.execute(new ProtectConsumer(parsePseudonym(consumer), command, caller.id));
  }
}
