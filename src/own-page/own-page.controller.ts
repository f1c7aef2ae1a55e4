/**
 * A person's own page, opened by their link, without an account and without cookies. The link's token stands in every address of it: no other site
 * knows it, so no other site can send a form in the person's name. Pages name no referrer and are kept by no cache.
 */
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOkResponse, ApiProduces, ApiSeeOtherResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReadsConsumer } from '../access/ledgered-reads.js';
import { type Caller, Roles, TheCaller } from '../access/roles.js';
import type { MadeAnswer } from '../answers/answer.js';
import { sectionNames } from '../answers/answer.js';
import { consumerOf, inForm } from '../answers/answer-forms.js';
import { askedBy } from '../answers/asked-by.js';
import type { Letter } from '../answers/letter.js';
import { CSV_TYPE } from '../http/csv.js';
import { ApiForms } from '../http/documented.js';
import { languageFor, pageLanguages } from '../http/languages.js';
import { cursorParameter } from '../http/paging.js';
import { type Query as Parameter, parameter, parametersOf, Takes } from '../http/parameters.js';
import { validBody } from '../http/valid-body.js';
import { ExportData, ExportedData, exportAsCsv } from '../protection/export-data.js';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import { ContestForm, EraseForm, WithdrawForm } from './own-forms.js';
import { type OwnStep, TakeOwnStep } from './own-steps.js';
import { type Done, OWN_PAGE_POLICY, ownPage } from './page.js';
import { type PersonReport, ReadReport } from './person-report.js';

const FORM = 'application/x-www-form-urlencoded';
const done = ['withdrawn', 'objected', 'contested', 'asked'] as const satisfies readonly Done[];

const token = parameter.text('The token of the link, where no bearer token is sent');
const language = parameter.oneOf(
  pageLanguages,
  'The language of the page; what `Accept-Language` asks for where absent',
);
const ownPageParameters = parametersOf({
  token,
  done: parameter.oneOf(done, 'What the person has just done, so that the page says so'),
  cursor: cursorParameter,
  language,
});
const copyParameters = parametersOf({
  token,
  form: parameter.usually(parameter.oneOf(['json', 'csv'], 'The form of the file'), 'json'),
  language,
});
/** Of an answer's page; and of the forms, from which they lead back. */
const linkParameters = parametersOf({ token, language });

/** Whose page it was. */
const ofPage = (report: unknown): readonly Pseudonym[] => {
  const consumer: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, 'consumer') : undefined;
  return typeof consumer === 'string' ? [parsePseudonym(consumer)] : [];
};

@ApiTags('own page')
@Controller('my')
@Roles('consumer')
export class OwnPageController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  /** What is held, what was decided, who received it, who looked, and what the person can do. */
  @Get()
  @ReadsConsumer('own-page', { of: ofPage })
  @Takes(ownPageParameters)
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The page', schema: { type: 'string' } })
  async page(
    @Query() query: Parameter,
    @Headers('accept-language') accepted: string | undefined,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonReport> {
    const { token = '', done: note, cursor, language = languageFor(accepted) } = ownPageParameters.read(query);
    const report = await this.queries.execute(new ReadReport(caller.consumer ?? '', caller, cursor, language));
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', OWN_PAGE_POLICY)
      .header('content-language', language)
      .serializer(() => ownPage(report, token, note, language));
    return report;
  }

  /** How one of their decisions was made. */
  @Get('decisions/:id')
  @ReadsConsumer('explanation', { sections: sectionNames, of: consumerOf })
  @Takes(linkParameters)
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The answer as a page', schema: { type: 'string' } })
  explanation(
    @Param('id') id: string,
    @Query() query: Parameter,
    @Headers('accept-language') accepted: string | undefined,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeAnswer | Letter> {
    const { language = languageFor(accepted) } = linkParameters.read(query);
    return inForm('text/html', reply, () => this.queries.execute(askedBy(id, { language }, caller)));
  }

  /** A copy of what the person gave (GDPR Art. 20). */
  @Get('copy')
  @ReadsConsumer('export', { of: ofPage })
  @Takes(copyParameters)
  @ApiForms(ExportedData, ['text/csv'], 'The data, to save')
  async copy(
    @Query() query: Parameter,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportedData> {
    const { form } = copyParameters.read(query);
    const exported = await this.queries.execute(new ExportData(parsePseudonym(caller.consumer ?? '')));
    reply.header('content-disposition', `attachment; filename="data.${form}"`);
    if (form === 'csv') reply.type(CSV_TYPE).serializer(() => exportAsCsv(exported));
    return exported;
  }

  @Post('withdraw')
  @HttpCode(303)
  @Takes(linkParameters)
  @ApiConsumes(FORM)
  @ApiSeeOtherResponse({ description: 'Back to the page' })
  withdraw(
    @Body(validBody) form: WithdrawForm,
    @Query() query: Parameter,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.#take({ name: 'withdraw', consentRecordId: form.consent }, 'withdrawn', query, caller, reply);
  }

  @Post('object')
  @HttpCode(303)
  @Takes(linkParameters)
  @ApiConsumes(FORM)
  @ApiSeeOtherResponse({ description: 'Back to the page' })
  object(@Query() query: Parameter, @TheCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#take({ name: 'object' }, 'objected', query, caller, reply);
  }

  @Post('contest')
  @HttpCode(303)
  @Takes(linkParameters)
  @ApiConsumes(FORM)
  @ApiSeeOtherResponse({ description: 'Back to the page' })
  contest(
    @Body(validBody) form: ContestForm,
    @Query() query: Parameter,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const step = { name: 'contest', decisionId: form.decision, view: form.view } as const;
    return this.#take(step, 'contested', query, caller, reply);
  }

  @Post('erase')
  @HttpCode(303)
  @Takes(linkParameters)
  @ApiConsumes(FORM)
  @ApiSeeOtherResponse({ description: 'Back to the page' })
  erase(
    @Body(validBody) form: EraseForm,
    @Query() query: Parameter,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.#take({ name: 'erase', article: form.article }, 'asked', query, caller, reply);
  }

  /** Back to the page, so that reloading it sends nothing again. No address keeps a person from a right, so its parameters are not judged. */
  async #take(step: OwnStep, note: Done, query: Parameter, caller: Caller, reply: FastifyReply): Promise<string> {
    const position = await this.commands.execute(new TakeOwnStep(step, caller));
    const { token } = query;
    const language = pageLanguages.find((code) => code === query.language);
    const back = new URLSearchParams({
      // Who came with a bearer token has none in the address.
      ...(typeof token === 'string' && { token }),
      done: note,
      ...(position !== null && { wait: position }),
      ...(language !== undefined && { language }),
    });
    reply.header('location', `/my?${back}`);
    return '';
  }
}
