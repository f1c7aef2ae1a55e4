/**
 * Reads refused JSON once more, slowly, byte by byte, to say what is wrong and where. A fault names its byte offset and JSON pointer and never quotes a value,
 * because values are personal.
 */
import { isUtf8 } from 'node:buffer';
import type { FieldError } from '../record/ledger-error.js';

/** Every fault up to the first break of JSON's grammar, at most 100; empty where there is none. */
export function faultsOf(bytes: Buffer, maxDepth: number): readonly FieldError[] {
  const reader = new Reader(bytes, maxDepth);
  try {
    reader.document();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  return reader.faults;
}

/**
 * Whether a double holds what this JSON number says: rounded to as many digits as were written, the double reads the same.
 * So 0.1 and 0.10000000000000001 pass, 9007199254740993 and 1e400 do not. Where the double lies in the middle between two such numbers, both pass.
 */
export function isExactNumber(token: string): boolean {
  const value = Number(token);
  if (`${value}` === token) return true;
  const written = decimalOf(token);
  if (written === null || !Number.isFinite(value)) return false;
  if (written.digits === '') return true;
  if (written.digits.length > MOST_DIGITS || value === 0) return false;
  const { length } = written.digits;
  return isSame(decimalOf(value.toPrecision(length)), written) || isSame(belowMiddle(value, length), written);
}

/** As many as the engine writes. */
const MOST_DIGITS = 100;

/** `toPrecision` rounds a middle up, other writers to the even digit: the number below the middle, null where the double is no middle. */
function belowMiddle(value: number, length: number): Decimal | null {
  const exact = decimalOf(value.toPrecision(MOST_DIGITS));
  if (exact === null || exact.digits.length !== length + 1 || !exact.digits.endsWith('5')) return null;
  return { digits: exact.digits.slice(0, length), exponent: exact.exponent };
}

function isSame(held: Decimal | null, written: Decimal): boolean {
  return held !== null && held.digits === written.digits && held.exponent === written.exponent;
}

const NUMBER = /^-?(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$/;

/** Significant digits without zeros at either end, and the power of ten of the point before them. */
interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

function decimalOf(token: string): Decimal | null {
  const match = NUMBER.exec(token);
  if (match === null) return null;
  const [, whole = '', fraction = '', power = '0'] = match;
  const all = whole + fraction;
  const leading = /^0*/.exec(all)?.[0].length ?? 0;
  return { digits: all.slice(leading).replace(/0+$/, ''), exponent: whole.length - leading + Number(power) };
}

/** Ends the reading: what follows a break of the grammar means nothing. */
class Stop extends Error {}

class Reader {
  readonly faults: FieldError[] = [];
  /** One character a byte, so that offsets are byte offsets. */
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(
    readonly bytes: Buffer,
    readonly maxDepth: number,
  ) {
    this.#text = bytes.toString('latin1');
    if (this.#text.startsWith('\u00ef\u00bb\u00bf')) this.#at = 3;
  }

  document(): void {
    this.#space();
    if (this.#at === this.#text.length) this.#stop('there is nothing; an event is a JSON object');
    this.#value(1);
    this.#space();
    if (this.#at < this.#text.length) this.#stop('there is more after the end of the value');
  }

  #value(depth: number): ReadonlySet<string> | null {
    this.#space();
    const first = this.#text[this.#at];
    if (first === '{' || first === '[') {
      if (depth > this.maxDepth) this.#stop(`lists and objects are nested deeper than ${this.maxDepth} levels`);
      if (first === '{') return this.#object(depth);
      this.#list(depth);
      return null;
    }
    if (first === '"') this.#string();
    else if (first !== undefined && /[-0-9]/.test(first)) this.#number();
    else this.#word();
    return null;
  }

  #object(depth: number): ReadonlySet<string> {
    const keys = new Set<string>();
    this.#at++;
    this.#space();
    if (this.#take('}')) return keys;
    for (;;) {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#stop('a key in double quotes is missing');
      const start = this.#at;
      const key = this.#string();
      this.#path.push(key);
      if (keys.has(key)) this.#fault(`the key stands here for the second time; one of the two must go`, start);
      if (key === '__proto__') this.#fault('the key "__proto__" is not taken; use another name', start);
      keys.add(key);
      this.#space();
      if (!this.#take(':')) this.#stop('a colon after the key is missing');
      const members = this.#value(depth + 1);
      if (key === 'constructor' && members?.has('prototype'))
        this.#fault('"constructor" with a "prototype" is not taken; use another name', start);
      this.#path.pop();
      this.#space();
      if (this.#take('}')) return keys;
      if (!this.#take(',')) this.#stop('a comma or the closing brace is missing');
    }
  }

  #list(depth: number): void {
    this.#at++;
    this.#space();
    if (this.#take(']')) return;
    for (let index = 0; ; index++) {
      this.#path.push(index);
      this.#value(depth + 1);
      this.#path.pop();
      this.#space();
      if (this.#take(']')) return;
      if (!this.#take(',')) this.#stop('a comma or the closing bracket is missing');
    }
  }

  /** The string's value; broken UTF-8 and lone surrogates are faults but the reading goes on. */
  #string(): string {
    const start = this.#at++;
    let escaped = false;
    for (let code = this.#text.charCodeAt(this.#at); code !== 0x22; code = this.#text.charCodeAt(++this.#at)) {
      if (Number.isNaN(code)) this.#stop('a string is not closed', start);
      if (code < 0x20) this.#stop('a control character within a string must be escaped');
      if (code !== 0x5c) continue;
      escaped = true;
      const found = /^\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/.exec(this.#text.slice(this.#at, this.#at + 6))?.[0];
      if (found === undefined) this.#stop('a backslash begins no escape that JSON knows');
      this.#at += found.length - 1;
    }
    const written = this.bytes.subarray(start, ++this.#at);
    if (!isUtf8(written)) this.#fault('the text is not valid UTF-8', start);
    const text = written.toString('utf8');
    const value: string = escaped ? JSON.parse(text) : text.slice(1, -1);
    if (!value.isWellFormed()) this.#fault('half of a surrogate pair stands alone; it is no character', start);
    return value;
  }

  #number(): void {
    const start = this.#at;
    while (/[-+.eE0-9]/.test(this.#text[this.#at] ?? '')) this.#at++;
    const token = this.#text.slice(start, this.#at);
    if (!NUMBER.test(token)) this.#stop('a number is not written as JSON writes it', start);
    if (!isExactNumber(token))
      this.#fault('the number is beyond double precision and would be changed; send it as a string', start);
  }

  #word(): void {
    const word = /^(true|false|null)(?![A-Za-z0-9_])/.exec(this.#text.slice(this.#at, this.#at + 6))?.[0];
    if (word === undefined)
      this.#stop(this.#at < this.#text.length ? 'a value is missing or misspelt' : 'the text ends too early');
    this.#at += word.length;
  }

  #space(): void {
    for (let code = this.#text.charCodeAt(this.#at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; )
      code = this.#text.charCodeAt(++this.#at);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #fault(what: string, at: number): void {
    const pointer = this.#path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    this.faults.push({ pointer, detail: `At byte ${at}: ${what}.` });
    if (this.faults.length >= 100) throw new Stop();
  }

  #stop(what: string, at = this.#at): never {
    this.#fault(what, at);
    throw new Stop();
  }
}
