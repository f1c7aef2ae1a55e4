/** Prometheus metrics of this instance. Other rooms add their own to `registry`; none carries event data. */
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Runner } from '../projections/runner.js';
import { ReadinessCheck } from './readiness.js';

@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor(
    private readonly readiness: ReadinessCheck,
    runner: Runner,
  ) {
    collectDefaultMetrics({ register: this.registry });
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [this.registry] });
    this.#ready = gauge('ledger_ready', '1 where this instance is ready, else 0');
    this.#position = gauge('ledger_log_position', 'Last position of the log');
    this.#reached = gauge('ledger_projection_position', 'Last position whose effects the read models hold');
    this.#size = gauge('ledger_tree_size', 'Leaves in the read models');
    this.#lagRecords = gauge('ledger_projection_lag_records', 'Records ahead of the read models, counted to 1000');
    this.#lagSeconds = gauge('ledger_projection_lag_seconds', 'Age of the oldest record ahead of the read models');
    new Gauge({
      name: 'ledger_projection_alarms',
      help: 'Alarms of the runner since the start, by code',
      labelNames: ['code'],
      registers: [this.registry],
      collect() {
        for (const [code, count] of runner.alarms) this.set({ code }, count);
      },
    });
  }

  readonly #ready: Gauge;
  readonly #position: Gauge;
  readonly #reached: Gauge;
  readonly #size: Gauge;
  readonly #lagRecords: Gauge;
  readonly #lagSeconds: Gauge;

  /** The text form of all metrics now. */
  async text(): Promise<string> {
    const { status, log, projections } = await this.readiness.now();
    this.#ready.set(status === 'ready' ? 1 : 0);
    this.#position.set(Number(log.position ?? 0));
    this.#reached.set(Number(projections.position ?? 0));
    this.#size.set(projections.size);
    this.#lagRecords.set(projections.lag.records);
    this.#lagSeconds.set(projections.lag.seconds);
    return this.registry.metrics();
  }
}
