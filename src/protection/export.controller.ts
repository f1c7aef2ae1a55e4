/** A person's own data, to take along. */
import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReadsConsumer } from '../access/ledgered-reads.js';
import { Roles } from '../access/roles.js';
import { CSV_TYPE } from '../http/csv.js';
import { ApiForms } from '../http/documented.js';
import { parsePseudonym } from '../record/ids.js';
import { ExportData, ExportedData, exportAsCsv } from './export-data.js';

@ApiTags('protection')
@Controller('v1/consumers/:consumer/export')
export class ExportController {
  constructor(private readonly queries: QueryBus) {}

  /** JSON, or CSV where `Accept` asks for it. */
  @Get()
  @Roles('support', 'privacy-officer', 'consumer')
  @ReadsConsumer('export', { sections: ['data', 'consent', 'objections', 'contact'] })
  @ApiForms(ExportedData, ['text/csv'], 'The data, to take along')
  async export(
    @Param('consumer') consumer: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportedData | string> {
    const exported = await this.queries.execute(new ExportData(parsePseudonym(consumer)));
    const csv = /\btext\/csv\b/.test(accept ?? '');
    reply.header('content-disposition', `attachment; filename="data.${csv ? 'csv' : 'json'}"`);
    if (!csv) return exported;
    reply.type(CSV_TYPE);
    return exportAsCsv(exported);
  }
}
