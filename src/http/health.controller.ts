/** Routes for operations: is it alive, can it work, and its metrics. */
import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Anyone } from '../access/roles.js';
import { Metrics } from './metrics.js';
import { type Readiness, ReadinessCheck } from './readiness.js';

@Controller()
export class HealthController {
  constructor(
    private readonly readiness: ReadinessCheck,
    private readonly metrics: Metrics,
  ) {}

  /** The process answers. Nothing else is looked at: a restart would heal none of it. */
  @Get('health/live')
  @Anyone()
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** 200 where it can do all its work now, 503 with the reasons where not. */
  @Get('health/ready')
  @Anyone()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.readiness.now();
    reply.status(readiness.status === 'ready' ? 200 : 503);
    return readiness;
  }

  @Get('metrics')
  @Anyone()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  text(): Promise<string> {
    return this.metrics.text();
  }
}
