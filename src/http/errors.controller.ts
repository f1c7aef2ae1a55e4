/** What the `type` of problem details leads to. */
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Anyone } from '../access/roles.js';
import { errorTable, LedgerError } from '../record/ledger-error.js';
import { statusOf } from './problem-details.js';

export class ErrorMeaning {
  @ApiProperty({ enum: Object.keys(errorTable) }) readonly code!: string;
  @ApiProperty({ enum: [...new Set(Object.values(errorTable).map(({ kind }) => kind))] }) readonly kind!: string;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ type: 'integer', description: 'The HTTP status' }) readonly status!: number;
}

@ApiTags('errors')
@Controller('errors')
export class ErrorsController {
  @Anyone()
  @Get(':code')
  @ApiOkResponse({ type: ErrorMeaning, description: 'What an error code means' })
  one(@Param('code') code: string): ErrorMeaning {
    return rowOf(code);
  }
}

function rowOf(asked: string): ErrorMeaning {
  const row = Object.entries(errorTable).find(([code]) => code === asked);
  if (row === undefined) throw new LedgerError('missing', 'There is no such error code; docs/errors.md lists all.');
  const [code, { kind, title }] = row;
  return { code, kind, title, status: Object.entries(statusOf).find(([name]) => name === code)?.[1] ?? 500 };
}
