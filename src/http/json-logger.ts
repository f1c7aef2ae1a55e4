/** The service's log: one JSON line each on standard error, written through Nest's `Logger`. What is logged names places and codes, never event data. */
import type { LoggerService } from '@nestjs/common';
import { type Level, type Logger, pino } from 'pino';
import type { Config } from '../config.js';

/** `new Logger('room').warn({ msg, position, stream, code })` from `@nestjs/common` ends here once the application uses it. */
export class JsonLogger implements LoggerService {
  readonly #pino: Logger;

  constructor(config: Pick<Config, 'logLevel'>) {
    const options = { level: config.logLevel, base: { service: 'ledger' }, timestamp: pino.stdTimeFunctions.isoTime };
    this.#pino = pino(options, pino.destination({ fd: 2, sync: true }));
  }

  log(message: unknown, ...rest: readonly unknown[]): void {
    // Nest itself tells of every module and route; that is for those who debug.
    this.#write(FRAMEWORK.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }
  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('warn', message, rest);
  }
  error(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('error', message, rest);
  }
  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('fatal', message, rest);
  }
  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('trace', message, rest);
  }

  #write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const room = rest.at(-1);
    const fields = typeof message === 'object' && message !== null ? message : { msg: String(message) };
    this.#pino[level](typeof room === 'string' ? { room, ...fields } : fields);
  }
}

const FRAMEWORK = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'RoutesMapper',
]);
