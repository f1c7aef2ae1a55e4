/** Opens the publications where the configuration keeps them: beside the log, wherever that is. */
import type { Config } from '../config.js';
import { openSharedLines } from '../log/shared-lines.js';
import type { Publications } from './publications.js';
import { SharedPublications } from './shared-publications.js';
import { SqlitePublications } from './sqlite-publications.js';

export function openPublications(config: Pick<Config, 'log' | 'data' | 'readOnly'>): Publications {
  const lines = openSharedLines(config);
  return lines === null ? new SqlitePublications(config.data, config.readOnly) : new SharedPublications(lines);
}
