/** The forms of a person's own page, and the body that asks for a link to it. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { ID_PATTERN } from '../record/ids.js';

/** GDPR Art. 17(1): the grounds that a person can name. */
export const erasureGrounds = ['17(1)(a)', '17(1)(b)', '17(1)(c)', '17(1)(d)'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

const MAX_VIEW = 4_000;

export class WithdrawForm {
  @ApiProperty({ example: 'cr-3391', description: 'The consent record' })
  @Matches(ID_PATTERN, { message: 'Must be the id of a consent' })
  consent!: string;
}

export class ContestForm {
  @ApiProperty({ example: 'dec-8812', description: 'The decision' })
  @Matches(ID_PATTERN, { message: 'Must be the id of a decision' })
  decision!: string;

  @ApiPropertyOptional({ description: 'Why the person disagrees, in their own words. It is sealed.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && value.trim() === '' ? undefined : value))
  @MaxLength(MAX_VIEW, { message: `Must have at most ${MAX_VIEW} characters` })
  view?: string;
}

export class EraseForm {
  @ApiProperty({ enum: erasureGrounds, description: 'On which ground' })
  @IsIn(erasureGrounds, { message: 'Must be one of the grounds that the page offers' })
  article!: ErasureGround;
}

export const MAX_LINK_DAYS = 30;

export class LinkBody {
  @ApiPropertyOptional({ example: 14, default: 14, description: 'For how many days the link opens the page.' })
  @IsOptional()
  @IsInt({ message: 'Must be a whole number of days' })
  @Min(1, { message: 'Must be at least 1' })
  @Max(MAX_LINK_DAYS, { message: `Must be ${MAX_LINK_DAYS} at the most` })
  days?: number;
}

export class IssuedLink {
  @ApiProperty({ format: 'uuid', description: 'The pseudonym' }) readonly consumer!: string;
  @ApiProperty({ example: '/my?token=ledger-link-…', description: 'The address of the page, on this service' })
  readonly url!: string;
  @ApiProperty({ description: 'The same as a bearer token with the role `consumer`' })
  readonly token!: string;
  @ApiProperty({ format: 'date-time' }) readonly expiresAt!: string;
}
