/**
 * Validation: the compiled check beside Nest's ValidationPipe on a decision with 20 inputs, and whether the two rule books ever disagree
 * on made-up right and wrong data of every event type.
 */
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { ValidationPipe } from '@nestjs/common';
import { Type } from 'class-transformer';
import { definitions } from '../src/catalogue/catalogue.js';
import { validate } from '../src/catalogue/check.js';
import { compile } from '../src/catalogue/compile.js';
import { fieldsOf } from '../src/catalogue/field.js';
import type { ShapeClass } from '../src/catalogue/kinds.js';
import type { JsonObject } from '../src/record/canonical.js';
import { rightData, seeded, wrongData } from '../test/support/event-data.js';
import { type Figure, median, print } from './figures.js';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    payloads: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

const ROUNDS = options.quick ? 3 : 7;
const ROUND_MILLISECONDS = options.quick ? 300 : 1_000;
const PAYLOADS = Number(options.payloads ?? (options.quick ? 20_000 : 1_000_000));

print([await speed(), disagreements()], options.json);

async function speed(): Promise<Figure> {
  const decision = definitions.find((definition) => definition.type === 'decision.made');
  if (decision === undefined) throw new Error('The catalogue has no decision.made.');
  const text = JSON.stringify(withInputs(decision.example.data, 20));
  // Many parsed copies: one object asked again and again would stay in the cache and flatter both.
  const copies: readonly JsonObject[] = Array.from({ length: 256 }, () => JSON.parse(text));
  nestedTypes(decision.shape);
  const pipe = new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true });
  const byPipe: number[] = [];
  const byCheck: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const piped = await rate(copies, (data) => pipe.transform(data, { type: 'body', metatype: decision.shape }));
    const checked = await rate(copies, (data) => {
      if (decision.check(data).length > 0) throw new Error('The example is not valid.');
    });
    if (round < 0) continue;
    byPipe.push(piped);
    byCheck.push(checked);
  }
  return {
    figure: 'compiled validation of a decision with 20 inputs, beside ValidationPipe',
    value: median(byCheck),
    unit: '/s',
    baseline: median(byPipe),
    bar: 30,
  };
}

function disagreements(): Figure {
  const pick = seeded(Number(options.seed));
  const compiled = definitions.map(({ shape, jsonSchema }) => ({
    shape,
    schema: jsonSchema(),
    accepts: compile(shape),
  }));
  let differing = 0;
  for (let made = 0; made < PAYLOADS; made++) {
    const { shape, schema, accepts } = compiled[made % compiled.length] ?? compiled[0] ?? fail();
    const data = pick(4) === 0 ? rightData(schema, pick) : wrongData(schema, pick);
    if (accepts(data) !== (validate(shape, data).length === 0)) {
      differing++;
      process.stderr.write(`${shape.name}: ${JSON.stringify(data)}\n`);
    }
  }
  return {
    figure: `disagreements with class-validator over ${PAYLOADS.toLocaleString('en')} payloads`,
    value: differing,
    unit: '',
    bar: 0,
    below: true,
  };
}

/** Calls a second; a promise is waited for, as Nest waits for its pipes. */
async function rate(copies: readonly JsonObject[], call: (data: JsonObject) => unknown): Promise<number> {
  const start = performance.now();
  let calls = 0;
  for (;;) {
    for (const copy of copies) {
      const result = call(copy);
      if (result instanceof Promise) await result;
    }
    calls += copies.length;
    const elapsed = performance.now() - start;
    if (elapsed >= ROUND_MILLISECONDS) return (calls / elapsed) * 1_000;
  }
}

function withInputs(example: JsonObject, count: number): JsonObject {
  const [input] = Array.isArray(example.inputs) ? example.inputs : [];
  return {
    ...example,
    inputs: Array.from({ length: count }, (_, at) => ({ ...input, name: `input${at}`, value: at / 7 })),
  };
}

/** The pipe finds nested classes by class-transformer's own decorator; our check finds them by the field. */
function nestedTypes(shape: ShapeClass): void {
  for (const { name, of } of fieldsOf(shape)) {
    if (of === null) continue;
    Type(of)(shape.prototype, name);
    nestedTypes(of());
  }
}

function fail(): never {
  throw new Error('The catalogue is empty.');
}
