/** The registers: models, campaigns, policies and people of the organisation, each folded from its stream. They hold no consumer's record. */
import { applyDecorators, Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { Roles } from '../access/roles.js';
import type { Page } from '../http/paging.js';
import { type Query as Parameter, Takes } from '../http/parameters.js';
import type { RegisterKind } from '../projections/register.js';
import {
  ListRegister,
  ReadRegistered,
  type RegisterEntry,
  Registered,
  RegisterPage,
  registerParameters,
} from './registers.js';

@ApiTags('oversight')
@Controller('v1')
@Roles('auditor')
export class RegistersController {
  constructor(private readonly queries: QueryBus) {}

  @Get('models')
  @ApiList()
  models(@Query() query: Parameter): Promise<Page<RegisterEntry>> {
    return this.queries.execute(new ListRegister('model', query));
  }

  @Get('models/:id')
  @ApiOne()
  model(@Param('id') id: string): Promise<Registered> {
    return this.#one('model', id);
  }

  @Get('campaigns')
  @ApiList()
  campaigns(@Query() query: Parameter): Promise<Page<RegisterEntry>> {
    return this.queries.execute(new ListRegister('campaign', query));
  }

  @Get('campaigns/:id')
  @ApiOne()
  campaign(@Param('id') id: string): Promise<Registered> {
    return this.#one('campaign', id);
  }

  @Get('policies')
  @ApiList()
  policies(@Query() query: Parameter): Promise<Page<RegisterEntry>> {
    return this.queries.execute(new ListRegister('policy', query));
  }

  @Get('policies/:id')
  @ApiOne()
  policy(@Param('id') id: string): Promise<Registered> {
    return this.#one('policy', id);
  }

  @Get('people')
  @ApiList()
  people(@Query() query: Parameter): Promise<Page<RegisterEntry>> {
    return this.queries.execute(new ListRegister('person', query));
  }

  @Get('people/:id')
  @ApiOne()
  person(@Param('id') id: string): Promise<Registered> {
    return this.#one('person', id);
  }

  #one(kind: RegisterKind, id: string): Promise<Registered> {
    return this.queries.execute(new ReadRegistered(kind, id));
  }
}

function ApiList(): MethodDecorator {
  return applyDecorators(
    Takes(registerParameters),
    ApiOkResponse({ type: RegisterPage, description: 'A page of them, the last changed first' }),
  );
}

function ApiOne(): MethodDecorator {
  return applyDecorators(
    ApiParam({ name: 'id', schema: { type: 'string' } }),
    ApiOkResponse({
      type: Registered,
      description: 'What is true of it now, by version where it has versions, and how it came to be so',
    }),
  );
}
