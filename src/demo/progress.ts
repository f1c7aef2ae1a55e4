/** How far the year is told, on a terminal as one line that changes, elsewhere as a line now and then. */
import { DAY, dayOf, FIRST_DAY, LAST_DAY } from './calendar.js';

const WIDTH = 30;
const TELL_EVERY_MS = 5_000;

export interface Progress {
  /** @param until the time of the last event */
  readonly tell: (events: number, until: string) => void;
  readonly end: () => void;
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  const started = performance.now();
  let told = started;
  return {
    tell: (events, until) => {
      const now = performance.now();
      const day = Math.max(FIRST_DAY, Math.min(LAST_DAY, dayOf(until.slice(0, 10))));
      const share = (day - FIRST_DAY) / (LAST_DAY - FIRST_DAY);
      const rate = Math.round((events / (now - started)) * 1_000).toLocaleString('en');
      const date = new Date(day * DAY).toISOString().slice(0, 10);
      const line = `${date}  ${events.toLocaleString('en')} events  ${rate}/s`;
      if (stream.isTTY) {
        const full = Math.round(share * WIDTH);
        stream.write(`\r  ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}  ${line}   `);
      } else if (now - told > TELL_EVERY_MS) {
        told = now;
        stream.write(`${line}\n`);
      }
    },
    end: () => {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}
