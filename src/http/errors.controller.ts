/** What the `type` of problem details leads to. */
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Anyone } from '../access/roles.js';
import { errorTable, LedgerError } from '../record/ledger-error.js';
import { statusOf } from './problem-details.js';

@ApiTags('errors')
@Controller('errors')
export class ErrorsController {
  @Anyone()
  @Get(':code')
  @ApiOkResponse({ description: 'What an error code means' })
  one(@Param('code') code: string): object {
    return rowOf(code);
  }
}

function rowOf(asked: string): object {
  const row = Object.entries(errorTable).find(([code]) => code === asked);
  if (row === undefined) throw new LedgerError('missing', 'There is no such error code; docs/errors.md lists all.');
  const [code, { kind, title }] = row;
  return { code, kind, title, status: Object.entries(statusOf).find(([name]) => name === code)?.[1] };
}
