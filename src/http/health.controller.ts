/** Routes for operations: is it alive, can it work, and its metrics. */
import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone } from '../access/roles.js';
import { ApiText } from './documented.js';
import { Metrics } from './metrics.js';
import { Readiness, ReadinessCheck } from './readiness.js';

export class Live {
  @ApiProperty({ type: String, enum: ['live'] }) readonly status!: 'live';
}

@ApiTags('operations')
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: ReadinessCheck,
    private readonly metrics: Metrics,
  ) {}

  /** The process answers. Nothing else is looked at: a restart would heal none of it. */
  @Get('health/live')
  @Anyone()
  @ApiOkResponse({ type: Live, description: 'The process answers' })
  live(): Live {
    return { status: 'live' };
  }

  /** 200 where it can do all its work now, 503 with the reasons where not. */
  @Get('health/ready')
  @Anyone()
  @ApiOkResponse({ type: Readiness, description: 'It can do all its work now' })
  @ApiServiceUnavailableResponse({ type: Readiness, description: 'It cannot, and why' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.readiness.now();
    reply.status(readiness.status === 'ready' ? 200 : 503);
    return readiness;
  }

  @Get('metrics')
  @Anyone()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiText('text/plain', 'Prometheus metrics of this instance')
  text(): Promise<string> {
    return this.metrics.text();
  }
}
