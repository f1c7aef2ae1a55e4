/** What the documented answers have in common: kinds of fields, pages, and forms other than JSON. Each answer's own class stands where the answer is made. */
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { Page } from './paging.js';

export const text = { type: String } as const;
export const uuid = { type: String, format: 'uuid' } as const;
export const instant = { type: String, format: 'date-time' } as const;
/** Of things that are counted from nothing. */
export const count = { type: 'integer', minimum: 0 } as const;
/** The records that something rests on. */
export const records = { ...uuid, isArray: true, description: 'The records that say so' } as const;
/** An object of events' own making: their types say what stands in it. */
export const open = { type: 'object', additionalProperties: true } as const;
/** The class of a page of such items: `class TimelinePage extends PageOf(TimelineItem) {}`. */
export function PageOf<T>(item: Type<T>): Type<Page<T>> {
  class ItemsAndNext implements Page<T> {
    @ApiProperty({ type: [item] }) readonly items!: readonly T[];
    @ApiProperty({ ...text, nullable: true, description: 'The cursor of the next page; null at the end' })
    readonly next!: string | null;
  }
  return ItemsAndNext;
}

/** One of these classes. */
export function oneOf(...classes: readonly Type[]): { oneOf: { $ref: string }[] } {
  return { oneOf: classes.map((one) => ({ $ref: getSchemaPath(one) })) };
}

/** JSON of a class, and the same as text in the forms that `Accept`, or a parameter, chooses. */
export function ApiForms(answer: Type, forms: readonly string[], description: string): MethodDecorator {
  const json = { 'application/json': { schema: { $ref: getSchemaPath(answer) } } };
  return applyDecorators(
    ApiExtraModels(answer),
    ApiResponse({ status: 200, description, content: { ...json, ...textIn(forms) } }),
  );
}

/** No JSON: text, or bytes. */
export function ApiText(form: string, description: string): MethodDecorator {
  return ApiResponse({ status: 200, description, content: textIn([form]) });
}

function textIn(forms: readonly string[]) {
  return Object.fromEntries(forms.map((form) => [form, { schema: { type: 'string' } }]));
}
