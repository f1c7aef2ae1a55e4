/**
 * Read model `erasure`: where each `subject.erased` stands, so that a start need not read the whole log to re-apply them.
 * Used by: the re-application of erasures to the vault.
 */
import type { Position } from '../record/ids.js';
import { defineProjection, type ReadModels } from './projection.js';

export const erasure = defineProjection({
  name: 'erasure',
  version: 1,
  schema: 'CREATE TABLE erasure (position INTEGER PRIMARY KEY);',
  start: (prepare) => {
    const insert = prepare('INSERT INTO erasure (position) VALUES (?)');
    return {
      on: ({ header, position }) => {
        if (header.type === 'subject.erased') insert.run(position);
      },
    };
  },
});

/** Positions of the erasures after this position (all where null), in order, as far as the read model has come. */
export function erasuresAfter(models: ReadModels, position: Position | null): readonly Position[] {
  const sql = 'SELECT position FROM erasure WHERE position > ? ORDER BY position';
  return models.all<{ position: Position }>(sql, position ?? -1).map((row) => row.position);
}
