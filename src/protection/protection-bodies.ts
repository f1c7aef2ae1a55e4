/** What callers send to protect a person. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, Length, Matches } from 'class-validator';
import { INSTANT, NOT_PERSONAL } from '../http/valid-body.js';

export class EraseBody {
  @ApiProperty({ example: '17(1)(b)', description: 'The article that the erasure rests on.' })
  @Matches(/^[A-Za-z0-9().,§ -]{1,60}$/, { message: 'Must name an article, for example 17(1)(b)' })
  article!: string;

  @ApiProperty({ example: 'consent withdrawn', description: `Why. ${NOT_PERSONAL}` })
  @Length(1, 500, { message: 'Must say why, in 1 to 500 characters' })
  reason!: string;
}

export class HoldBody {
  @ApiProperty({ example: 'Claim before the Berlin district court', description: `Why. ${NOT_PERSONAL}` })
  @Length(1, 500, { message: 'Must say why, in 1 to 500 characters' })
  reason!: string;

  @ApiPropertyOptional({ example: '2027-05-03T00:00:00Z', description: 'Until when at the latest.' })
  @IsOptional()
  @Matches(INSTANT, { message: 'Must be an instant with a zone, for example 2027-05-03T00:00:00Z' })
  until?: string;
}

export class ReleaseBody {
  @ApiPropertyOptional({ example: 'the claim was settled', description: `Why. ${NOT_PERSONAL}` })
  @IsOptional()
  @Length(1, 500, { message: 'Must have 1 to 500 characters' })
  reason?: string;
}

export class RedactBody {
  @ApiProperty({
    example: ['/consequences'],
    description: 'The open fields, as JSON pointers into `data`.',
    type: [String],
  })
  @IsArray({ message: 'Must be a list of JSON pointers' })
  @ArrayMinSize(1, { message: 'Must name a field' })
  @ArrayMaxSize(50, { message: 'Must name at most 50 fields' })
  @Matches(/^\/.{1,400}$/s, { each: true, message: 'Must be JSON pointers into data, for example /consequences' })
  fields!: string[];

  @ApiProperty({ example: 'it named a third person', description: `Why. ${NOT_PERSONAL}` })
  @Length(1, 500, { message: 'Must say why, in 1 to 500 characters' })
  reason!: string;
}
