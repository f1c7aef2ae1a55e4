/** `GET /v1/decisions/{id}/explanation`: the answer, as JSON, as a page, as a letter, or as PROV-JSON. */
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReadsConsumer } from '../access/ledgered-reads.js';
import { Anyone, type Caller, Roles, TheCaller } from '../access/roles.js';
import { type Query as Parameters, Takes } from '../http/parameters.js';
import { JsonSchema } from '../http/schemas.controller.js';
import type { JsonObject } from '../record/canonical.js';
import type { MadeAnswer } from './answer.js';
import { answerSchema, sectionNames, servedSchema } from './answer.js';
import { consumerOf, inForm } from './answer-forms.js';
import { answerParameters, askedBy } from './asked-by.js';
import { type Letter, PDF_TYPE } from './letter.js';
import { provSchema } from './render/prov/document.js';
import { PROV_TYPE } from './render/prov.js';

@ApiTags('answers')
@Controller('v1')
export class ExplanationController {
  constructor(private readonly queries: QueryBus) {}

  @Get('decisions/:id/explanation')
  @Roles('support', 'auditor', 'consumer')
  @ReadsConsumer('explanation', { sections: sectionNames, of: consumerOf })
  @Takes(answerParameters)
  @ApiOkResponse({
    description: 'How the decision was made; its schema is at /v1/schemas/answer too',
    content: {
      'application/json': { schema: servedSchema },
      'text/html': { schema: { type: 'string' } },
      [PDF_TYPE]: { schema: { type: 'string' } },
      [PROV_TYPE]: { schema: provSchema },
    },
  })
  async explain(
    @Param('id') id: string,
    @Query() query: Parameters,
    @Headers('accept') accept: string | undefined,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeAnswer | Letter> {
    return inForm(accept, reply, () => this.queries.execute(askedBy(id, query, caller)));
  }

  @Get('schemas/answer')
  @Anyone()
  @ApiOkResponse({ type: JsonSchema, description: 'JSON Schema 2020-12 of an answer' })
  schema(): JsonObject {
    return answerSchema;
  }
}
