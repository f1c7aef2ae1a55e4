/** The files of an embedded log, and which of its index are not as they were written, by their checksums. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogFiles } from '../event-log.js';
import { SortedRun } from './sorted-run.js';

export function filesIn(folder: string): LogFiles {
  return {
    databases: [join(folder, 'log.db')],
    *damaged() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const file = join(folder, name);
        const reason = name.endsWith('.run') ? damageOf(file) : null;
        if (reason !== null) yield { file, reason };
      }
    },
  };
}

function damageOf(path: string): string | null {
  try {
    const run = new SortedRun(path);
    try {
      return run.whole() ? null : 'other bytes';
    } finally {
      run.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
