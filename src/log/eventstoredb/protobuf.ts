/**
 * The encoding of gRPC's messages, as far as the driver speaks it. The client library builds an object with every field of every event and prints what it
 * is about to send twice, which costs more than all the rest of a record; here a message is bytes that are walked once.
 * https://protobuf.dev/programming-guides/encoding/
 */

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

/** A field that holds bytes, a text, or a message; `parts` stand behind each other. */
export function field(number: number, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const buffers = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  const length = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return Buffer.concat([varint(number * 8 + BYTES), varint(length), ...buffers]);
}

/** A field that holds a number. */
export function numberField(number: number, value: number): Buffer {
  return Buffer.concat([varint(number * 8 + VARINT), varint(value)]);
}

/** Bytes that a field which holds `length` bytes takes. */
export function fieldSize(length: number): number {
  return 1 + varintSize(length) + length;
}

/** Writes where a field of `length` bytes begins. @returns where they go */
export function writeHead(to: Uint8Array, at: number, number: number, length: number): number {
  return writeVarint(to, writeVarint(to, at, number * 8 + BYTES), length);
}

function varint(value: number): Uint8Array {
  const bytes = new Uint8Array(varintSize(value));
  writeVarint(bytes, 0, value);
  return bytes;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size++;
  return size;
}

function writeVarint(to: Uint8Array, at: number, value: number): number {
  let next = at;
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) to[next++] = (rest % 128) + 128;
  to[next++] = rest;
  return next;
}

/** Walks over the fields of one message. */
export class Fields {
  #type = 0;

  constructor(
    private readonly bytes: Buffer,
    private at = 0,
    private readonly end = bytes.length,
  ) {}

  /** The next field's number, 0 at the end; then one of the others takes its value. */
  next(): number {
    if (this.at >= this.end) return 0;
    const tag = this.number();
    this.#type = tag & 7;
    return tag >>> 3;
  }

  /** Exact up to 2^53; what is greater stays greater. */
  number(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  message(): Fields {
    const length = this.number();
    this.at += length;
    return new Fields(this.bytes, this.at - length, this.at);
  }

  /** A view, not a copy. */
  span(): Buffer {
    const length = this.number();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    const length = this.number();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }

  skip(): void {
    if (this.#type === VARINT) this.number();
    else if (this.#type === FIXED_64) this.at += 8;
    else if (this.#type === FIXED_32) this.at += 4;
    else this.span();
  }
}
