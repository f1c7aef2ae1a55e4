import { recordFilterOf } from '../../src/oversight/read-records.js';
import { ReadModels } from '../../src/projections/projection.js';

const EPOCH = Date.parse('2026-01-01T00:00:00.000Z');

/** One leaf a second at positions 1, 2, …; one more arrives before each question that is not asked together with others. */
class GrowingModels extends ReadModels {
  #held = false;

  constructor(private size: number) {
    super();
  }

  all<Row>(): readonly Row[] {
    throw new Error('No list is asked for.');
  }

  get<Row>(sql: string, ...[leaf]: readonly unknown[]): Row | undefined {
    this.#grow();
    if (typeof leaf !== 'number' || leaf < 0 || leaf >= this.size) return undefined;
    const at = EPOCH + 1000 * leaf;
    const row = { leaf, position: leaf + 1, id: new Uint8Array(16), digest: new Uint8Array(32), at, value: at };
    if (!/FROM leaf WHERE leaf = \?$/.test(sql)) throw new Error(`An unknown question: ${sql}`);
    return row as Row;
  }

  together<T>(read: () => T): T {
    this.#grow();
    this.#held = true;
    try {
      return read();
    } finally {
      this.#held = false;
    }
  }

  reached() {
    this.#grow();
    return { position: this.size, size: this.size };
  }

  waitFor = async () => undefined;
  waitForSize = async () => undefined;
  close = () => undefined;

  #grow(): void {
    if (!this.#held) this.size++;
  }
}

describe('bounds of recorded time', () => {
  it('are places in the log where the read models know them', () => {
    const models = new GrowingModels(10);
    expect(recordFilterOf({ from: '2026-01-01T00:00:02Z' }, models)).toEqual({ types: [], from: 3 });
    expect(recordFilterOf({ to: '2026-01-01T00:00:02Z' }, models)).toEqual({ types: [], to: 2 });
    expect(recordFilterOf({ from: '2025-01-01' }, models)).toEqual({ types: [], from: 1 });
    expect(recordFilterOf({ to: '2025-01-01' }, models)).toEqual({ types: [], to: 0 });
  });

  it('are bounds of the records themselves behind the newest leaf, whatever arrives meanwhile', () => {
    const since = Date.parse('2999-01-01T00:00:00Z');
    expect(recordFilterOf({ from: '2999-01-01' }, new GrowingModels(10))).toEqual({ types: [], from: 12, since });
    expect(recordFilterOf({ to: '2999-01-01' }, new GrowingModels(10))).toEqual({ types: [], before: since });
  });
});
