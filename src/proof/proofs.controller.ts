/** Proofs as JSON and as text, for those who do not want to build them from tiles. */
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Anyone } from '../access/roles.js';
import { ApiText, count } from '../http/documented.js';
import { hasher } from '../projections/hasher.js';
import { leafOfRecord } from '../projections/leaf.js';
import { ReadModels } from '../projections/projection.js';
import { parseRecordId } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { base64Of, decimal, hexOf } from './merkle/hash.js';
import { formatTlogProof } from './merkle/tlog-proof.js';
import { MerkleTree } from './merkle-tree.js';
import type { PublishedCheckpoint } from './published-checkpoints.js';
import { Sealer } from './sealer.js';

export class InclusionAnswer {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty(count) readonly leafIndex!: number;
  @ApiProperty({ description: 'SHA-256 of the record’s header, lowercase hexadecimal: the entry of the tree' })
  readonly digest!: string;
  @ApiProperty({ format: 'byte' }) readonly leafHash!: string;
  @ApiProperty(count) readonly treeSize!: number;
  @ApiProperty({ format: 'byte' }) readonly rootHash!: string;
  @ApiProperty({ type: [String], description: 'From the leaf’s sibling up, base64' })
  readonly proof!: readonly string[];
  @ApiProperty({ description: 'The signed note (C2SP tlog-checkpoint)' }) readonly checkpoint!: string;
}

export class ConsistencyAnswer {
  @ApiProperty(count) readonly from!: number;
  @ApiProperty(count) readonly to!: number;
  @ApiProperty({ format: 'byte' }) readonly fromRoot!: string;
  @ApiProperty({ format: 'byte' }) readonly toRoot!: string;
  @ApiProperty({ type: [String], description: 'Base64 each' }) readonly proof!: readonly string[];
}

const SIZE = { type: 'integer', minimum: 0 } as const;

@ApiTags('proof')
@Controller('v1/proofs')
export class ProofsController {
  constructor(
    private readonly readModels: ReadModels,
    private readonly tree: MerkleTree,
    private readonly sealer: Sealer,
  ) {}

  @Get('inclusion/:recordId')
  @Anyone()
  @ApiOkResponse({ type: InclusionAnswer })
  async inclusion(@Param('recordId') recordId: string): Promise<InclusionAnswer> {
    const { id, leaf, digest, checkpoint, proof } = await this.prove(recordId);
    return {
      id,
      leafIndex: leaf,
      digest: hexOf(digest),
      leafHash: base64Of(hasher.leaf(digest)),
      treeSize: checkpoint.size,
      rootHash: base64Of(checkpoint.root),
      proof: proof.map(base64Of),
      checkpoint: checkpoint.note,
    };
  }

  /** The same as one text file (C2SP tlog-proof). */
  @Get('inclusion/:recordId/tlog-proof')
  @Anyone()
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiText('text/plain', 'C2SP tlog-proof')
  async tlogProof(@Param('recordId') recordId: string): Promise<string> {
    const { leaf, proof, checkpoint } = await this.prove(recordId);
    return formatTlogProof({ index: leaf, proof, checkpoint: checkpoint.note });
  }

  @Get('consistency')
  @Anyone()
  @ApiQuery({ name: 'from', required: true, schema: SIZE, description: 'The size of the smaller tree' })
  @ApiQuery({
    name: 'to',
    required: false,
    schema: SIZE,
    description: 'Of the larger one; the last checkpoint’s where absent',
  })
  @ApiOkResponse({ type: ConsistencyAnswer })
  async consistency(@Query('from') from?: string, @Query('to') to?: string): Promise<ConsistencyAnswer> {
    const { size } = await this.sealer.covering(-1);
    const [first, second] = [sizeOf('from', from, size), sizeOf('to', to ?? String(size), size)];
    if (first > second)
      throw new LedgerError('bad-request', `"from" (${first}) must not be larger than "to" (${second}).`);
    return {
      from: first,
      to: second,
      fromRoot: base64Of(this.tree.root(first)),
      toRoot: base64Of(this.tree.root(second)),
      proof: this.tree.consistency(first, second).map(base64Of),
    };
  }

  private async prove(recordId: string) {
    const found = leafOfRecord(this.readModels, parseRecordId(recordId));
    if (found === undefined) throw new LedgerError('missing', `There is no record ${recordId} in this ledger.`);
    const checkpoint: PublishedCheckpoint = await this.sealer.covering(found.leaf);
    return { ...found, checkpoint, proof: this.tree.inclusion(found.leaf, checkpoint.size) };
  }
}

function sizeOf(name: string, text: string | undefined, published: number): number {
  const size = decimal(text ?? '');
  if (size === null)
    throw new LedgerError('bad-request', `"${name}" must be a tree size: a whole number from 0 to ${published}.`);
  if (size > published)
    throw new LedgerError('bad-request', `"${name}" is ${size}; the last checkpoint covers ${published} records.`);
  return size;
}
