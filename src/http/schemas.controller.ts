/** The JSON Schema of each event type, for producers and their tools. */
import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Anyone } from '../access/roles.js';
import { definitionOf, definitions } from '../catalogue/catalogue.js';
import type { EventDefinition } from '../catalogue/event.js';
import type { JsonObject } from '../record/canonical.js';
import { LedgerError } from '../record/ledger-error.js';

@ApiTags('schemas')
@Controller('v1/schemas')
export class SchemasController {
  @Anyone()
  @Get()
  @ApiOkResponse({ description: 'Every event type and version with the address of its schema' })
  list() {
    return { items: definitions.map(entryOf), next: null };
  }

  @Anyone()
  @Get(':type/:version')
  @Header('content-type', 'application/schema+json')
  @ApiOkResponse({ description: 'JSON Schema 2020-12 of the data of this event type' })
  one(@Param('type') type: string, @Param('version') version: string): JsonObject {
    return schemaOf(type, version);
  }
}

function entryOf({ type, version, family, says, subject, writtenBy }: EventDefinition) {
  return { type, version, family, says, subject, writtenBy, schema: `/v1/schemas/${type}/${version}` };
}

function schemaOf(type: string, version: string): JsonObject {
  const definition = /^\d{1,4}$/.test(version) ? definitionOf(type, Number(version)) : undefined;
  if (definition === undefined) {
    throw new LedgerError('missing', 'There is no such event type and version. GET /v1/schemas lists all.');
  }
  return definition.jsonSchema();
}
