/** `GET /v1/records`: raw records as NDJSON, or live as server-sent events. */
import { Controller, Get, Headers, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReadsMany } from '../access/ledgered-reads.js';
import { Roles } from '../access/roles.js';
import { type Query as Parameters, Takes } from '../http/parameters.js';
import { ReadRecords, recordParameters } from './read-records.js';
import { TailRecords } from './tail-records.js';

@ApiTags('oversight')
@Controller('v1/records')
export class RecordsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('auditor')
  @ReadsMany('records')
  @Takes(recordParameters)
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'Of the tail: the position after which it goes on',
  })
  @ApiOkResponse({
    description: 'Raw records: `{ position, revision, leaf, header, body }` a line or an event; the latter follow live',
    content: {
      'application/x-ndjson': { schema: { type: 'string' } },
      'text/event-stream': { schema: { type: 'string' } },
    },
  })
  async read(
    @Query() query: Parameters,
    @Headers('accept') accept: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<StreamableFile> {
    return accept?.includes('text/event-stream')
      ? new StreamableFile(await this.queries.execute(new TailRecords(query, lastEventId)), EVENT_STREAM)
      : new StreamableFile(await this.queries.execute(new ReadRecords(query)), NDJSON);
  }
}

const NDJSON = { type: 'application/x-ndjson' } as const;
const EVENT_STREAM = { type: 'text/event-stream' } as const;
