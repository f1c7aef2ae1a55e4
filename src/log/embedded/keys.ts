/** 32-bit keys under which the index finds records. Two facts may share one: whoever looks a key up compares the record itself. */

/** @param id the 16 bytes of a record id */
export function idKey(id: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ (id[index] ?? 0), 0x01000193);
  return scatter(hash);
}

export function streamKey(stream: string): number {
  let hash = 0x2f0b4a37;
  for (let index = 0; index < stream.length; index++) hash = Math.imul(hash ^ stream.charCodeAt(index), 0x01000193);
  return scatter(hash);
}

/** The finalizer of MurmurHash3: every input bit moves every output bit. */
export function scatter(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
