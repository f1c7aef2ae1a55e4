/** `/verify`: one static page and the very modules that the offline verifier uses, served as files. No other origin, no bundle, nothing generated. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone } from '../../access/roles.js';
import { ApiText } from '../../http/documented.js';
import { LedgerError } from '../../record/ledger-error.js';

const here = import.meta.dirname;
const built = join(here, '..', '..');
const page = readFileSync(join(here, 'verify.html'), 'utf8');
const style = readFileSync(join(here, 'verify.css'), 'utf8');
const modules = modulesOfThePage();

/** The import map stands in the page, because browsers read it from nowhere else: it is allowed by its hash alone. */
const importMap = /<script type="importmap">([^<]*)<\/script>/.exec(page)?.[1] ?? '';
const policy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(importMap).digest('base64')}'`,
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

@ApiTags('proof')
@Controller('verify')
export class VerifyPageController {
  @Get()
  @Anyone()
  @ApiText('text/html', 'The page that checks evidence files in the browser')
  page(@Res() reply: FastifyReply): void {
    void reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page);
  }

  @Get('verify.css')
  @Anyone()
  @ApiText('text/css', 'Its style')
  style(@Res() reply: FastifyReply): void {
    void reply.type('text/css; charset=utf-8').send(style);
  }

  @Get('modules/*')
  @Anyone()
  @ApiText('text/javascript', 'One of its modules')
  module(@Param('*') path: string, @Res() reply: FastifyReply): void {
    const file = modules.get(path);
    if (file === undefined) throw new LedgerError('missing', 'The page has no such module.');
    void reply.type('text/javascript; charset=utf-8').send(readFileSync(file));
  }
}

/** Path under `/verify/modules/` → file. What is not listed cannot be read. */
function modulesOfThePage(): ReadonlyMap<string, string> {
  const merkle = readdirSync(join(built, 'proof', 'merkle')).filter((name) => name.endsWith('.js'));
  const own = [
    ...merkle.map((name) => `proof/merkle/${name}`),
    ...['check-answer', 'evidence-format', 'open-sealed', 'record-id', 'redacted-record', 'verify-evidence'].map(
      (name) => `proof/evidence/${name}.js`,
    ),
    'proof/verify-page/page.js',
    'record/canonical.js',
    'record/ledger-error.js',
  ];
  const require = createRequire(import.meta.url);
  const noble = dirname(require.resolve('@noble/hashes/sha2.js'));
  const fflate = join(dirname(require.resolve('fflate')), '..', 'esm', 'browser.js');
  return new Map([
    ...own.map((path) => [path, join(built, path)] as const),
    ...['sha2', '_md', '_u64', 'utils'].map((name) => [`noble/${name}.js`, join(noble, `${name}.js`)] as const),
    ['fflate/browser.js', fflate],
  ]);
}
