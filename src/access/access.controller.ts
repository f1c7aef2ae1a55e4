/** Who read whose record and why; and an auditor's look behind a pseudonym. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt, Length, Max, Min } from 'class-validator';
import type { Page } from '../http/paging.js';
import { type Query as Parameters, Takes } from '../http/parameters.js';
import { validBody } from '../http/valid-body.js';
import { parsePseudonym } from '../record/ids.js';
import { ReadsMany } from './ledgered-reads.js';
import { ListReads, type ReadEntry, ReadPage, readParameters } from './list-reads.js';
import { type Caller, type Role, Roles, roles, TheCaller } from './roles.js';
import { MAX_MINUTES, Unmasked, Unmasking } from './unmasking.js';

export class UnmaskBody {
  @ApiProperty({
    example: 'Complaint 118 names the person',
    description: 'Why. It is kept in the open and for ever: name a case, not a person.',
  })
  @Length(1, 500, { message: 'Must say why, in 1 to 500 characters' })
  reason!: string;

  @ApiProperty({ example: 60, description: 'For how long the values may be looked at.' })
  @IsInt({ message: 'Must be a whole number of minutes' })
  @Min(1, { message: 'Must be at least 1' })
  @Max(MAX_MINUTES, { message: `Must be ${MAX_MINUTES} at the most` })
  minutes!: number;
}

/** Whom the service takes a token for. */
export class WhoAmI {
  @ApiProperty({ description: 'Id of the token; it stands as `actor` and `who` in what is recorded' })
  readonly id!: string;
  @ApiProperty({ enum: roles, isArray: true }) readonly roles!: readonly Role[];
  @ApiProperty({ type: [String], description: 'Sources that a producer may send from; `*` for any' })
  readonly sources!: readonly string[];
}

@ApiTags('access')
@Controller('v1')
export class AccessController {
  constructor(
    private readonly queries: QueryBus,
    private readonly unmasking: Unmasking,
  ) {}

  /** For tools that show only what their token may do. */
  @Get('whoami')
  @Roles(...roles)
  @ApiOkResponse({ type: WhoAmI })
  whoAmI(@TheCaller() caller: Caller): WhoAmI {
    return { id: caller.id, roles: caller.roles, sources: caller.sources };
  }

  /** Newest first. */
  @Get('access')
  @Roles('auditor', 'privacy-officer')
  @ReadsMany('access')
  @Takes(readParameters)
  @ApiOkResponse({ type: ReadPage })
  list(@Query() query: Parameters): Promise<Page<ReadEntry>> {
    return this.queries.execute(new ListReads(query));
  }

  /** Opens this person's values to the auditor who asks, and to nobody else, for some minutes. */
  @Post('consumers/:consumer/unmask')
  @Roles('auditor')
  @ApiCreatedResponse({ type: Unmasked })
  unmask(
    @Param('consumer') consumer: string,
    @Body(validBody) { reason, minutes }: UnmaskBody,
    @TheCaller() caller: Caller,
  ): Promise<Unmasked> {
    return this.unmasking.open(parsePseudonym(consumer), reason, minutes, caller);
  }
}
