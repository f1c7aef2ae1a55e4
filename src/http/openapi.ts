/** The OpenAPI 3.1 document at /openapi.json and readable at /docs: made from the controllers and the event classes, when it is first asked for. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Routes } from '../access/routes.js';
import { definitions } from '../catalogue/catalogue.js';
import { describeReads } from './documented-reads.js';
import { ProblemDetails } from './problem-details.js';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

export function describe(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiOf(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Accountability ledger',
  });
}

export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const info = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Accountability ledger')
    .setDescription('Records events and answers how a marketing decision about a person was made.')
    .setVersion('1')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'An API token, an OIDC access token, or the token of a link',
    })
    .build();
  const shapes = definitions.map((definition) => definition.shape);
  const document = SwaggerModule.createDocument(app, info, { extraModels: [ProblemDetails, ...shapes] });
  const schemas = { ...document.components?.schemas, ...eventSchemas() };
  describeAccess(document, app.get(Routes));
  describeEvents(document);
  nameRests(document);
  return inVersion31({ ...document, components: { ...document.components, schemas } });
}

/** Every operation may answer with problem details; who may call it, and what a read takes, is read off what the route declares. */
function describeAccess(document: OpenAPIObject, routes: Routes): void {
  for (const route of routes.all()) {
    const item = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')];
    const operation = item?.[verb(route.method)];
    if (operation === undefined) continue;
    if (operation.responses.default === undefined) operation.responses.default = PROBLEM;
    describeReads(operation, route);
    if (route.roles === 'anyone') continue;
    operation.security ??= [{ bearer: [] }];
    operation.description = [operation.description, `For: ${route.roles.join(', ')}.`].filter(Boolean).join(' ');
  }
}

const PROBLEM = {
  description: 'Problem details (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } },
};

/** One schema for an event, a choice among all types. */
function eventSchemas(): Record<string, Schema> {
  const event = {
    oneOf: definitions
      .filter(({ writtenBy }) => writtenBy === 'producer')
      .map(({ type, version }) => ref(`${type}.v${version}`)),
  };
  const each = definitions.map(({ type, version, says, subject, shape, example }): [string, Schema] => [
    `${type}.v${version}`,
    {
      type: 'object',
      description: says,
      required: ['specversion', 'id', 'source', 'type', 'data', ...(subject === 'required' ? ['subject'] : [])],
      properties: {
        ...ATTRIBUTES,
        ...(subject === 'none' ? {} : { subject: SUBJECT }),
        type: { type: 'string', enum: [type] },
        data: ref(shape.name),
      },
      additionalProperties: { oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
      example: { specversion: '1.0', id: 'e-1', source: '/shop', type, ...example },
    },
  ]);
  return {
    CloudEvent: event,
    CloudEventBatch: { type: 'array', maxItems: 10_000, items: ref('CloudEvent') },
    ...Object.fromEntries(each),
  };
}

const ATTRIBUTES: Record<string, Schema> = {
  specversion: { type: 'string', enum: ['1.0'] },
  id: { type: 'string', minLength: 1, maxLength: 256 },
  source: { type: 'string', format: 'uri-reference', maxLength: 1024 },
  time: { type: 'string', format: 'date-time' },
  dataschema: { type: 'string', format: 'uri-reference' },
  datacontenttype: { type: 'string', description: 'application/json or another type ending in +json' },
  correlationid: { type: 'string' },
  causationid: { type: 'string' },
  traceparent: { type: 'string' },
  sequence: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
};
const SUBJECT: Schema = { type: 'string', description: 'The consumer, scheme:value', example: 'crm:C-10442' };

function describeEvents(document: OpenAPIObject): void {
  const operation = document.paths['/v1/events']?.post;
  if (operation === undefined) return;
  operation.requestBody = {
    required: true,
    content: {
      'application/cloudevents+json': { schema: ref('CloudEvent') },
      'application/cloudevents-batch+json': { schema: ref('CloudEventBatch') },
      'application/x-ndjson': { schema: { type: 'string', description: 'One event a line, any number of them' } },
      'application/json': {
        schema: { type: 'object', description: 'The data of one event in binary mode; its attributes in ce- headers' },
      },
    },
  };
}

/** The rest of an address has no name for Fastify; in the document's address it is called `path`. */
function nameRests(document: OpenAPIObject): void {
  const operations = Object.values(document.paths).flatMap(({ get, post }) => [get, post]);
  for (const parameter of operations.flatMap((operation) => operation?.parameters ?? [])) {
    if ('name' in parameter && parameter.name === '*') parameter.name = 'path';
  }
}

/** What Nest still says in the words of 3.0: null is a type of its own now. */
function inVersion31(document: OpenAPIObject): OpenAPIObject {
  return JSON.parse(JSON.stringify(document), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('nullable' in value)) return value;
    const { nullable, ...rest } = value;
    if (nullable !== true) return rest;
    if ('type' in rest) return { ...rest, type: [rest.type, 'null'] };
    const { description, ...schema } = rest as { description?: string };
    return { ...(description !== undefined && { description }), anyOf: [schema, { type: 'null' }] };
  });
}

function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

function verb(method: string): 'get' | 'post' | 'put' | 'delete' {
  const name = method.toLowerCase();
  return name === 'post' || name === 'put' || name === 'delete' ? name : 'get';
}
