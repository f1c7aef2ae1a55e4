/** The producers of the retailer: each numbers what it sends. Events are CloudEvents as they go over the wire, in the order in which they are sent. */
import type { JsonObject } from '../record/canonical.js';

export interface DemoEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly subject?: string;
  readonly sequence: string;
  readonly datacontenttype: 'application/json';
  readonly data: JsonObject;
}

export type Producer =
  | 'shop'
  | 'consent'
  | 'features'
  | 'address-import'
  | 'models'
  | 'campaigns'
  | 'decisions'
  | 'mailer'
  | 'service-desk'
  | 'governance'
  | 'kiosk-lyon';

export class Journal {
  readonly #numbers = new Map<Producer, number>();
  #waiting: DemoEvent[] = [];
  /** Events told so far. */
  count = 0;

  /** @param at milliseconds since 1970; whole seconds are told, as most producers do */
  tell(producer: Producer, type: string, at: number, data: JsonObject, subject?: string): void {
    const number = (this.#numbers.get(producer) ?? 0) + 1;
    this.#numbers.set(producer, number);
    this.count++;
    this.#waiting.push({
      specversion: '1.0',
      id: `${producer}-${String(number).padStart(7, '0')}`,
      source: `/${producer}`,
      type,
      time: `${new Date(at).toISOString().slice(0, 19)}Z`,
      ...(subject !== undefined && { subject }),
      sequence: String(number),
      datacontenttype: 'application/json',
      data,
    });
  }

  /** A number is used up and nothing is sent: what a lost event looks like. */
  lose(producer: Producer): void {
    this.#numbers.set(producer, (this.#numbers.get(producer) ?? 0) + 1);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  take(): readonly DemoEvent[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }
}
