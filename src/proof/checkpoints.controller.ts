/** The static resources of a tiled transparency log (C2SP tlog-tiles), and the keys that verify them. */
import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Anyone } from '../access/roles.js';
import { ApiText } from '../http/documented.js';
import { LedgerError } from '../record/ledger-error.js';
import { formatVkey } from './merkle/signed-note.js';
import { parseTilePath } from './merkle/tile.js';
import { MerkleTree } from './merkle-tree.js';
import { PublishedCheckpoints } from './published-checkpoints.js';
import { Sealer } from './sealer.js';
import { SigningKeys } from './signing-keys.js';

@ApiTags('proof')
@Controller()
export class CheckpointsController {
  constructor(
    private readonly published: PublishedCheckpoints,
    private readonly sealer: Sealer,
    private readonly tree: MerkleTree,
    private readonly keys: SigningKeys,
  ) {}

  @Get('checkpoint')
  @Anyone()
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @ApiText('text/plain', 'The last signed checkpoint (C2SP tlog-checkpoint)')
  async checkpoint(): Promise<string> {
    return ((await this.published.latest()) ?? (await this.sealer.seal())).note;
  }

  @Get('tile/*')
  @Anyone()
  @ApiText('application/octet-stream', 'The tile')
  async tile(@Param('*') _: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const bytes = await this.tileAt(request.url);
    // What a checkpoint covers never changes; a browser or a proxy may keep it for ever.
    void reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('application/octet-stream')
      .send(bytes);
  }

  @Get('v1/keys')
  @Anyone()
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiText('text/plain', 'The verifier keys (C2SP signed-note), one a line, the newest first')
  async list(): Promise<string> {
    return (await this.keys.known()).map((key) => `${formatVkey(key)}\n`).join('');
  }

  /** Only what a published checkpoint covers is there: a tree that nobody has signed is nobody's. */
  private async tileAt(url: string): Promise<Buffer> {
    const tile = parseTilePath(url.replace(/^\/|\?.*$/g, ''));
    const size = (await this.published.latest())?.size ?? 0;
    const bytes = tile && this.tree.tile(tile, size);
    if (bytes === null) throw new LedgerError('missing', 'The published tree has no such tile.');
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}
