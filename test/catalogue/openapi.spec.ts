/** OpenAPI and JSON Schema come from the same decorators: what the one says of a field, the other says too. */
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { definitions } from '../../src/catalogue/catalogue.js';
import type { JsonObject } from '../../src/record/canonical.js';

@Module({})
class Empty {}

let schemas: Record<string, unknown> = {};

beforeAll(async () => {
  const app = await NestFactory.create(Empty, new FastifyAdapter(), { logger: false });
  const config: Omit<OpenAPIObject, 'paths'> = new DocumentBuilder().setOpenAPIVersion('3.1.0').build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: definitions.map(({ shape }) => shape) });
  schemas = { ...document.components?.schemas };
  await app.close();
});

describe('OpenAPI', () => {
  it.each(definitions.map((definition) => [definition.type, definition] as const))(
    '%s has the fields of its JSON Schema',
    (_, definition) => {
      const schema = definition.jsonSchema();
      expect(comparable(schemas[definition.shape.name])).toEqual(comparable(schema));
      for (const [name, nested] of Object.entries((schema.$defs ?? {}) as JsonObject)) {
        expect(comparable(schemas[name])).toEqual(comparable(nested));
      }
    },
  );
});

/** Properties and what is required; the two write a reference to a nested class differently. */
function comparable(schema: unknown): unknown {
  const { properties = {}, required = [] } = schema as { properties?: object; required?: readonly string[] };
  return { required: [...required].sort(), properties: JSON.parse(JSON.stringify(properties, plain)) };
}

function plain(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value)
    .filter(([key]) => !key.startsWith('x-'))
    .flatMap(([key, member]) => (key === 'allOf' ? Object.entries(member[0]) : [[key, member]]))
    .map(([key, member]) => [key, key === '$ref' ? String(member).replace(/.*\//, '') : member]);
  return Object.fromEntries(members);
}
