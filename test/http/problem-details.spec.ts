import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpException } from '@nestjs/common';
import { problemOf, statusOf } from '../../src/http/problem-details.js';
import { errorTable, LedgerError } from '../../src/record/ledger-error.js';

describe('problem details', () => {
  test('docs/errors.md says what the table says, row by row', () => {
    const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'errors.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \| (.+) \|$/gm)].map(([, code, status, title]) => [
      code,
      Number(status),
      title,
    ]);
    const table = Object.entries(errorTable).map(([code, { title }]) => [
      code,
      statusOf[code as keyof typeof statusOf],
      title,
    ]);
    expect(rows).toEqual(table);
  });

  test('tell code, place and trace of a LedgerError', () => {
    const errors = [{ pointer: '/data/score', detail: 'must be a number' }];
    expect(problemOf(new LedgerError('invalid', 'The score is text.', errors), 'abc')).toEqual({
      type: '/errors/invalid',
      title: errorTable.invalid.title,
      status: 422,
      detail: 'The score is text.',
      code: 'invalid',
      errors,
      traceId: 'abc',
    });
  });

  test('tell nothing of an error of somebody else', () => {
    const text = JSON.stringify(problemOf(new TypeError('jana.novak@example.org is not a function')));
    expect(text).not.toContain('jana');
    expect(problemOf(new Error('x'))).toMatchObject({ code: 'internal', status: 500 });
    expect(JSON.stringify(problemOf(new HttpException('Unexpected token in "jana"', 400)))).not.toContain('jana');
  });

  test.each([
    [404, 'missing'],
    [413, 'too-large'],
    [415, 'unsupported-media-type'],
    [429, 'rate-limited'],
  ])('give the framework’s own %i the code %s', (status, code) => {
    expect(problemOf(new HttpException('Cannot GET /x', status))).toMatchObject({
      status,
      code,
      detail: 'Cannot GET /x',
    });
  });
});
