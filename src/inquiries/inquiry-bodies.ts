/** What support staff send about an inquiry. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Length, Matches } from 'class-validator';
import { instant, text, uuid } from '../http/documented.js';
import { pageLanguages } from '../http/languages.js';
import { INSTANT, NOT_PERSONAL } from '../http/valid-body.js';
import { ID_PATTERN } from '../record/ids.js';

const SEALED = 'It is sealed like everything personal.';
const SHORT = { message: 'Must have 1 to 500 characters' };
const LONG = { message: 'Must have 1 to 20,000 characters' };

export const answerForms = ['html', 'pdf', 'json'] as const;
export type AnswerForm = (typeof answerForms)[number];

export class OpenBody {
  @ApiPropertyOptional({ ...uuid, description: 'The pseudonym; or else `reference`' })
  @IsOptional()
  @IsUUID('all', { message: 'Must be a pseudonym; POST /v1/consumers/lookup gives it' })
  consumer?: string;

  @ApiPropertyOptional({
    example: 'crm:C-10442',
    description: 'Who asks, as a producer knows them. It may be somebody unknown.',
  })
  @IsOptional()
  @Length(3, 545, { message: 'Must be scheme:value, for example crm:C-10442' })
  reference?: string;

  @ApiProperty({ example: 'eu-gdpr:A15', description: 'The right that is used: a term of the vocabulary' })
  @Length(1, 200, { message: 'Must be a term of the vocabulary, for example eu-gdpr:A15' })
  right!: string;

  @ApiProperty({ example: 'phone', description: `How it arrived. ${NOT_PERSONAL}` })
  @Length(1, 500, SHORT)
  channel!: string;

  @ApiPropertyOptional({ ...text, enum: pageLanguages, description: 'Of the answer; English where absent' })
  @IsOptional()
  @IsIn(pageLanguages)
  language?: string;

  @ApiPropertyOptional({ example: 'dec-8812', description: 'The decision that is asked about' })
  @IsOptional()
  @Matches(ID_PATTERN, { message: 'Must be the id of a decision' })
  decisionId?: string;

  @ApiPropertyOptional({ description: `What the person asks. ${SEALED}` })
  @IsOptional()
  @Length(1, 20_000, LONG)
  text?: string;

  @ApiPropertyOptional({
    ...instant,
    description: 'When it came in, where that was not now: the time to answer runs from then',
  })
  @IsOptional()
  @Matches(INSTANT, { message: 'Must be an instant with a zone, for example 2026-03-12T09:00:00Z' })
  receivedAt?: string;
}

export class IdentityRequestBody {
  @ApiProperty({ example: 'code to the known e-mail address', description: `How. ${NOT_PERSONAL}` })
  @Length(1, 500, SHORT)
  method!: string;

  @ApiPropertyOptional({ description: `Why there is doubt (GDPR Art. 12(6)). ${NOT_PERSONAL}` })
  @IsOptional()
  @Length(1, 20_000, LONG)
  reason?: string;
}

export class IdentityBody {
  @ApiProperty({ example: 'code to the known e-mail address', description: `How. ${NOT_PERSONAL}` })
  @Length(1, 500, SHORT)
  method!: string;
}

export class ExtendBody {
  @ApiProperty({ example: 'many requests at once', description: `Why (GDPR Art. 12(3)). ${NOT_PERSONAL}` })
  @Length(1, 20_000, LONG)
  reason!: string;
}

export class AnswerBody {
  @ApiPropertyOptional({ ...text, enum: answerForms, description: 'A page where absent' })
  @IsOptional()
  @IsIn(answerForms)
  format?: AnswerForm;

  @ApiPropertyOptional({
    example: 'dec-8812',
    description:
      'The decision to explain; where neither this nor the inquiry names one, the answer is the access report',
  })
  @IsOptional()
  @Matches(ID_PATTERN, { message: 'Must be the id of a decision' })
  decisionId?: string;

  @ApiPropertyOptional({ ...text, enum: pageLanguages, description: 'The inquiry’s where absent' })
  @IsOptional()
  @IsIn(pageLanguages)
  language?: string;

  @ApiPropertyOptional({ description: `What was added by hand and sent along. ${SEALED}` })
  @IsOptional()
  @Length(1, 20_000, LONG)
  notes?: string;
}

export class RefuseBody {
  @ApiProperty({ example: 'the identity could not be shown', description: `Why. ${NOT_PERSONAL}` })
  @Length(1, 20_000, LONG)
  reason!: string;

  @ApiProperty({
    example: 'Berliner Beauftragte für Datenschutz und Informationsfreiheit',
    description: 'Where the person can complain (GDPR Art. 12(4))',
  })
  @Length(1, 20_000, LONG)
  complaintRoute!: string;
}

export class CloseBody {
  @ApiPropertyOptional({ description: `Why. ${NOT_PERSONAL}` })
  @IsOptional()
  @Length(1, 20_000, LONG)
  reason?: string;
}
