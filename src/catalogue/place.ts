/** A place within an event's data as a JSON pointer (RFC 6901). Those of an event's class come again with every event, so their texts are made once. */

/** Of a list; further elements are rare, and their places are made each time. */
const ELEMENTS_REMEMBERED = 64;

export class Place {
  readonly #members = new Map<string, Place>();
  readonly #elements: Place[] = [];
  #name: Uint8Array | undefined;

  constructor(readonly pointer: string = '') {}

  /** @param name one that a pointer need not escape */
  member(name: string): Place {
    let member = this.#members.get(name);
    if (member === undefined) {
      member = new Place(`${this.pointer}/${name}`);
      this.#members.set(name, member);
    }
    return member;
  }

  element(index: number): Place {
    if (index >= ELEMENTS_REMEMBERED) return new Place(`${this.pointer}/${index}`);
    this.#elements[index] ??= new Place(`${this.pointer}/${index}`);
    return this.#elements[index];
  }

  /** The pointer as the name of an object's member, with the comma before and the colon behind it. */
  get name(): Uint8Array {
    this.#name ??= Buffer.from(`,${JSON.stringify(this.pointer)}:`);
    return this.#name;
  }
}
