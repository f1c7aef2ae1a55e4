/** The hashes of the ledger's tree (RFC 6962) with Node's SHA-256; pages in a browser bring their own. */
import { treeHasher } from '../proof/merkle/hash.js';
import { sha256 } from '../record/digest.js';

export const hasher = treeHasher(sha256);
