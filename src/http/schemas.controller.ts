/** The JSON Schema of each event type, for producers and their tools. */
import { Controller, Get, Header, Param } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Anyone } from '../access/roles.js';
import { definitionOf, definitions } from '../catalogue/catalogue.js';
import type { EventDefinition } from '../catalogue/event.js';
import type { JsonObject } from '../record/canonical.js';
import { LedgerError } from '../record/ledger-error.js';
import { open, PageOf } from './documented.js';
import type { Page } from './paging.js';

/** An entry of the list. */
export class EventType {
  @ApiProperty({ example: 'decision.made' }) readonly type!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
  @ApiProperty() readonly family!: string;
  @ApiProperty({ description: 'What an event of this type says, in a sentence' }) readonly says!: string;
  @ApiProperty({ enum: ['required', 'optional', 'none'], description: 'Whether it names a consumer' })
  readonly subject!: string;
  @ApiProperty({ enum: ['producer', 'ledger'] }) readonly writtenBy!: string;
  @ApiProperty({ description: 'The address of its JSON Schema' }) readonly schema!: string;
}

export class EventTypePage extends PageOf(EventType) {}

/** A JSON Schema (2020-12), as far as all have the same members. */
export class JsonSchema {
  @ApiProperty() readonly $schema!: string;
  @ApiProperty() readonly $id!: string;
  @ApiProperty() readonly title!: string;
  @ApiProperty() readonly description!: string;
  @ApiProperty({ enum: ['object'] }) readonly type!: string;
  @ApiProperty(open) readonly properties!: object;
  @ApiProperty({ type: [String] }) readonly required!: readonly string[];
  @ApiProperty() readonly additionalProperties!: boolean;
  @ApiPropertyOptional(open) readonly $defs?: object;
  @ApiPropertyOptional({ type: 'array', items: open }) readonly examples?: readonly object[];
}

@ApiTags('schemas')
@Controller('v1/schemas')
export class SchemasController {
  @Anyone()
  @Get()
  @ApiOkResponse({ type: EventTypePage, description: 'Every event type and version with the address of its schema' })
  list(): Page<EventType> {
    return { items: definitions.map(entryOf), next: null };
  }

  @Anyone()
  @Get(':type/:version')
  @Header('content-type', 'application/schema+json')
  @ApiExtraModels(JsonSchema)
  @ApiOkResponse({
    description: 'JSON Schema 2020-12 of the data of this event type',
    content: { 'application/schema+json': { schema: { $ref: getSchemaPath(JsonSchema) } } },
  })
  one(@Param('type') type: string, @Param('version') version: string): JsonObject {
    return schemaOf(type, version);
  }
}

function entryOf({ type, version, family, says, subject, writtenBy }: EventDefinition): EventType {
  return { type, version, family, says, subject, writtenBy, schema: `/v1/schemas/${type}/${version}` };
}

function schemaOf(type: string, version: string): JsonObject {
  const definition = /^\d{1,4}$/.test(version) ? definitionOf(type, Number(version)) : undefined;
  if (definition === undefined) {
    throw new LedgerError('missing', 'There is no such event type and version. GET /v1/schemas lists all.');
  }
  return definition.jsonSchema();
}
