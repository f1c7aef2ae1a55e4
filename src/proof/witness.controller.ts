/** The witness protocol (C2SP tlog-witness) towards other logs: submission prefix and monitoring prefix are both `/witness`. */
import { Body, Controller, Get, Header, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone } from '../access/roles.js';
import { ApiText } from '../http/documented.js';
import { LedgerError } from '../record/ledger-error.js';
import { Witness, type WitnessAnswer } from './witness.js';

@ApiTags('proof')
@Controller('witness')
export class WitnessController {
  constructor(private readonly witness: Witness) {}

  @Post('add-checkpoint')
  @Anyone()
  @ApiText('text/plain', 'The cosignatures')
  async addCheckpoint(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    send(reply, await this.witness.addCheckpoint(textOf(body)));
  }

  @Get('key')
  @Anyone()
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiText('text/plain', 'The key of this witness')
  key(): string {
    return `${this.witness.vkey ?? missing('This ledger is no witness.')}\n`;
  }

  @Get(':origin/checkpoint')
  @Anyone()
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiText('text/plain', 'The last checkpoint of that log which this witness cosigned')
  async checkpoint(@Param('origin') originHash: string): Promise<string> {
    return (await this.witness.lastOf(originHash)) ?? missing('This witness never cosigned a checkpoint of that log.');
  }
}

function send(reply: FastifyReply, answer: WitnessAnswer): void {
  void reply.status(answer.status).type(answer.contentType).send(answer.body);
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}

function missing(detail: string): never {
  throw new LedgerError('missing', detail);
}
