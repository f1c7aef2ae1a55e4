/** What support gives a person: the access report, and the link to their own page. */
import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReadsConsumer } from '../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import { formFor } from '../answers/answer-forms.js';
import { Letter, PDF_TYPE } from '../answers/letter.js';
import { ApiForms } from '../http/documented.js';
import { languageFor, pageLanguages } from '../http/languages.js';
import { type Query as Parameter, parameter, parametersOf, Takes } from '../http/parameters.js';
import { validBody } from '../http/valid-body.js';
import { IssueLink } from './issue-link.js';
import { IssuedLink, LinkBody } from './own-forms.js';
import { OWN_PAGE_POLICY, reportLetter, reportPage } from './page.js';
import { PersonReport, ReadReport } from './person-report.js';

const reportParameters = parametersOf({
  language: parameter.oneOf(pageLanguages, 'The language of the report; what `Accept-Language` asks for where absent'),
});

@ApiTags('own page')
@Controller('v1/consumers/:consumer')
@Roles('support')
export class ReportController {
  constructor(private readonly queries: QueryBus) {}

  /** The access report (GDPR Art. 15): as JSON, as a page, or as a letter to print or to send, where `Accept` asks for it. */
  @Get('report')
  @ReadsConsumer('report')
  @Takes(reportParameters)
  @ApiForms(
    PersonReport,
    ['text/html', PDF_TYPE],
    'What is held, decided, shared and read about the person, and what they can do',
  )
  async report(
    @Param('consumer') consumer: string,
    @Query() query: Parameter,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') accepted: string | undefined,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonReport | Letter> {
    const { language = languageFor(accepted) } = reportParameters.read(query);
    const form = formFor(accept, ['json', 'html', 'pdf']);
    const report = await this.queries.execute(new ReadReport(consumer, caller, undefined, language));
    reply.header('vary', 'accept, accept-language').header('content-language', language);
    if (form === 'pdf')
      return new Letter(await reportLetter(report, language), `report-${report.consumer}`, [report.consumer]);
    if (form === 'html')
      reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', OWN_PAGE_POLICY)
        .serializer(() => reportPage(report, language));
    return report;
  }

  /** A link that opens the person's own page for some days. Who gives one could open the page too, so it is recorded as a look. */
  @Post('link')
  @ReadsConsumer('link')
  @ApiCreatedResponse({ type: IssuedLink })
  link(@Param('consumer') consumer: string, @Body(validBody) { days }: LinkBody): Promise<IssuedLink> {
    return this.queries.execute(new IssueLink(consumer, days));
  }
}
