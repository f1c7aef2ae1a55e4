/** Writes `src/api-types.d.ts`, the types of the interface, from the service's own OpenAPI document. Not committed, so it cannot be out of date. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { readConfig } from '../src/config.js';
import { openApiOf } from '../src/http/openapi.js';
import { createService } from '../src/main.js';

const data = mkdtempSync(join(tmpdir(), 'console-types-'));
try {
  const app = await createService(readConfig({ LEDGER_DATA: data, LEDGER_LOG_LEVEL: 'silent' }));
  try {
    const types = await openapiTS(JSON.stringify(openApiOf(app)));
    writeFileSync(join(import.meta.dirname, 'src', 'api-types.d.ts'), astToString(types));
  } finally {
    await app.close();
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}
