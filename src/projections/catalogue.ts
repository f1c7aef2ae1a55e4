/** The list of read models, and nothing else. */
import { accessRead } from './access-read.js';
import { decision } from './decision.js';
import { entry } from './entry.js';
import { erasure } from './erasure.js';
import { leaf } from './leaf.js';
import { merkleTree } from './merkle-tree.js';
import { message } from './message.js';
import type { Projection } from './projection.js';
import { reference } from './reference.js';
import { register } from './register.js';
import { source } from './source.js';

/** In the order in which each record goes through them; `leaf` first, the others name records by leaf. */
export const projections: readonly Projection[] = [
  leaf,
  merkleTree,
  entry,
  decision,
  message,
  reference,
  register,
  source,
  erasure,
  accessRead,
];
