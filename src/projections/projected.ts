/** A record on its way through the read models; what not every one of them needs is made on first use. */
import type { JsonObject } from '../record/canonical.js';
import { recordDigest } from '../record/digest.js';
import type { Instant } from '../record/ids.js';
import { type CommittedRecord, decodeBody, type RecordBody, type RecordHeader } from '../record/record.js';
import type { ProjectedRecord } from './projection.js';

export class Projected implements ProjectedRecord {
  #fields: JsonObject | undefined;
  #body: RecordBody | undefined;
  #digest: Uint8Array | undefined;

  constructor(
    readonly committed: CommittedRecord,
    readonly header: RecordHeader,
    readonly leaf: number,
    readonly effectiveAt: Instant,
  ) {}

  get fields(): JsonObject {
    this.#fields ??= decodeBody({ position: this.committed.position, body: withoutLists(this.committed.body) }).data;
    return this.#fields;
  }

  get body(): RecordBody {
    this.#body ??= decodeBody(this.committed);
    return this.#body;
  }

  get digest(): Uint8Array {
    this.#digest ??= recordDigest(this.committed.header);
    return this.#digest;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const ZERO = 0x30;

/** The same JSON with 0 in the place of each list. Parsing costs by the members it makes, and lists hold most of them. */
export function withoutLists(json: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(json.length);
  let length = 0;
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) {
        if (depth === 0) out[length++] = byte;
        index++;
        if (depth === 0) out[length++] = json[index] ?? 0;
        continue;
      }
      if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPEN) {
      depth++;
      continue;
    } else if (byte === CLOSE) {
      depth--;
      if (depth === 0) out[length++] = ZERO;
      continue;
    }
    if (depth === 0) out[length++] = byte;
  }
  return out.subarray(0, length);
}
