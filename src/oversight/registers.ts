/** The questions behind the registers: which things there are, and what is true of one. Folded from the thing's stream in the order of what happened. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { GatheredRecord } from '../answers/facts.js';
import { RecordReader } from '../answers/record-reader.js';
import { definitionOf } from '../catalogue/catalogue.js';
import { count, instant, open, PageOf, text, uuid } from '../http/documented.js';
import { type Page, pageOf, pageParameters, parseCursor } from '../http/paging.js';
import { parametersOf, type Query } from '../http/parameters.js';
import { ReadModels } from '../projections/projection.js';
import {
  type RegisterKind,
  type RegisterRow,
  registered,
  registeredById,
  registerKinds,
} from '../projections/register.js';
import type { JsonObject } from '../record/canonical.js';
import { compareInstants, ID_PATTERN, type Instant, type RecordId } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

export class RegisterEntry {
  @ApiProperty() readonly id!: string;
  @ApiProperty({ example: 'model.approved', description: 'The type of its last record' }) readonly lastType!: string;
  @ApiProperty() readonly says!: string;
  @ApiProperty(count) readonly records!: number;
}

export class RegisterPage extends PageOf(RegisterEntry) {}

export class Step {
  @ApiProperty(uuid) readonly record!: RecordId;
  @ApiProperty() readonly type!: string;
  @ApiProperty() readonly says!: string;
  @ApiProperty(instant) readonly occurredAt!: Instant;
  @ApiProperty(open) readonly data!: JsonObject;
}

/** What is true of a thing, or of one version of it. */
export class Standing {
  @ApiProperty({
    example: 'approved',
    description: 'The type of the last thing that happened to it, without the family',
  })
  readonly status!: string;
  @ApiProperty(instant) readonly since!: Instant;
  @ApiProperty({ ...open, description: 'The newest value of each field' }) readonly facts!: JsonObject;
}

@ApiExtraModels(Standing)
export class Registered extends Standing {
  @ApiProperty({ ...text, enum: [...registerKinds] }) readonly kind!: RegisterKind;
  @ApiProperty() readonly id!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(Standing) },
    description: 'By version, for things that have versions',
  })
  readonly versions!: { readonly [version: string]: Standing };
  @ApiProperty({ type: [Step] }) readonly history!: readonly Step[];
}

export const registerParameters = parametersOf(pageParameters(100, 500));

export class ListRegister extends CqrsQuery<Page<RegisterEntry>> {
  constructor(
    readonly kind: RegisterKind,
    readonly query: Query,
  ) {
    super();
  }
}

export class ReadRegistered extends CqrsQuery<Registered> {
  constructor(
    readonly kind: RegisterKind,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(ListRegister)
export class ListRegisterHandler implements IQueryHandler<ListRegister> {
  constructor(@Inject(ReadModels) private readonly models: ReadModels) {}

  async execute({ kind, query }: ListRegister): Promise<Page<RegisterEntry>> {
    const { limit, cursor } = registerParameters.read(query);
    const [before] = cursor === undefined ? [] : parseCursor(cursor, 1);
    const rows = registered(this.models, kind, { limit: limit + 1, ...(before !== undefined && { before }) });
    const { items, next } = pageOf(rows, limit, ({ last }) => [last]);
    return { items: items.map(entryOf), next };
  }
}

@QueryHandler(ReadRegistered)
export class ReadRegisteredHandler implements IQueryHandler<ReadRegistered> {
  constructor(
    private readonly reader: RecordReader,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  /** @throws LedgerError `missing` */
  async execute({ kind, id }: ReadRegistered): Promise<Registered> {
    const row = ID_PATTERN.test(id) ? registeredById(this.models, kind, id) : undefined;
    const history = row === undefined ? [] : (await this.reader.stream(`${kind}-${id}`)).map(stepOf);
    const thing = registeredOf(kind, id, history);
    if (thing === null) throw new LedgerError('missing', `No ${kind} of this id is recorded in this ledger.`);
    return thing;
  }
}

/** Null where nothing is recorded of it. Pure. */
export function registeredOf(kind: RegisterKind, id: string, recorded: readonly Step[]): Registered | null {
  const history = recorded.toSorted((a, b) => compareInstants(a.occurredAt, b.occurredAt));
  const standing = standingOf(history);
  if (standing === null) return null;
  const versioned = history.filter(({ data }) => typeof data.version === 'string');
  const versions = [...Map.groupBy(versioned, ({ data }) => String(data.version))].flatMap(([version, steps]) => {
    const of = standingOf(steps);
    return of === null ? [] : [[version, of] as const];
  });
  return { kind, id, ...standing, versions: Object.fromEntries(versions), history };
}

function standingOf(steps: readonly Step[]): Standing | null {
  const last = steps.at(-1);
  if (last === undefined) return null;
  const facts = Object.fromEntries(steps.flatMap(({ data }) => Object.entries(data)));
  return { status: last.type.slice(last.type.indexOf('.') + 1), since: last.occurredAt, facts };
}

function stepOf({ header, body }: GatheredRecord): Step {
  const { id, type, occurredAt } = header;
  return { record: id, type, says: saysOf(type), occurredAt, data: body.data };
}

function entryOf({ id, lastType, records }: RegisterRow): RegisterEntry {
  return { id, lastType, says: saysOf(lastType), records };
}

function saysOf(type: string): string {
  return definitionOf(type)?.says ?? type;
}
