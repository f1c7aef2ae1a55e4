/** JSON Schema 2020-12 of an event's `data`, read off the same fields as everything else. */
import type { JsonObject } from '../record/canonical.js';
import { type FieldSpec, fieldsOf } from './field.js';
import type { ShapeClass } from './kinds.js';
import type { EventOptions } from './ledger-event.js';

export function jsonSchemaOf(shape: ShapeClass, options: EventOptions): JsonObject {
  const nested = new Map<string, ShapeClass>();
  collectNested(shape, nested);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `/v1/schemas/${options.type}/${options.version}`,
    title: options.type,
    description: options.says,
    ...objectSchema(shape),
    ...(nested.size > 0 && {
      $defs: Object.fromEntries([...nested].map(([name, member]) => [name, objectSchema(member)])),
    }),
    examples: [options.example.data],
  };
}

function objectSchema(shape: ShapeClass): JsonObject {
  const fields = fieldsOf(shape);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    required: fields.filter((field) => !field.optional).map((field) => field.name),
    additionalProperties: false,
  };
}

function fieldSchema(field: FieldSpec): JsonObject {
  return {
    description: field.says,
    ...valueSchema(field),
    ...(field.personal && { 'x-personal': true }),
    ...(field.group && { 'x-group': true }),
    ...(field.term && { 'x-vocabulary': 'https://w3id.org/dpv' }),
    ...(field.reference && { 'x-reference': true }),
  };
}

function valueSchema(field: FieldSpec): JsonObject {
  if (field.of === null) return field.schema;
  const reference = { $ref: `#/$defs/${field.of().name}` };
  return field.list ? { ...field.schema, items: reference } : reference;
}

function collectNested(shape: ShapeClass, into: Map<string, ShapeClass>): void {
  for (const field of fieldsOf(shape)) {
    const member = field.of?.();
    if (member === undefined || into.has(member.name)) continue;
    into.set(member.name, member);
    collectNested(member, into);
  }
}
