/** Bodies of the ledger's own commands, judged by class-validator; every error is named by JSON pointer. */
import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { type FieldError, LedgerError } from '../record/ledger-error.js';

/** The form of an instant; whether there is such a day, whoever reads it says. */
export const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
/** Ends the description of an open field. */
export const NOT_PERSONAL = 'It is kept in the open and for ever: name a case, not a person.';

/** `@Body(validBody) body: SomeClass`; unknown members are refused, for they are mostly misspelt ones. */
export const validBody = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  exceptionFactory: (errors) => {
    const fields = errors.flatMap((error) => fieldErrors(error, ''));
    return new LedgerError(
      'bad-request',
      fields.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(' '),
      fields,
    );
  },
});

function fieldErrors(error: ValidationError, parent: string): readonly FieldError[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, detail: `${detail}.` }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}
