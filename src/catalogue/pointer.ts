/** JSON pointers (RFC 6901) into an event's data. Those of an event's class come again with every event, so their texts are made once. */

/** Of a list; further elements are rare, and their pointers are made each time. */
const ELEMENTS_REMEMBERED = 64;

export class Pointer {
  readonly #members = new Map<string, Pointer>();
  readonly #elements: Pointer[] = [];
  #name: Uint8Array | undefined;

  constructor(readonly text: string = '') {}

  /** @param name one that a pointer need not escape */
  member(name: string): Pointer {
    let member = this.#members.get(name);
    if (member === undefined) {
      member = new Pointer(`${this.text}/${name}`);
      this.#members.set(name, member);
    }
    return member;
  }

  element(index: number): Pointer {
    if (index >= ELEMENTS_REMEMBERED) return new Pointer(`${this.text}/${index}`);
    this.#elements[index] ??= new Pointer(`${this.text}/${index}`);
    return this.#elements[index];
  }

  /** The pointer as the name of an object's member, with the comma before and the colon behind it. */
  get name(): Uint8Array {
    this.#name ??= Buffer.from(`,${JSON.stringify(this.text)}:`);
    return this.#name;
  }
}
