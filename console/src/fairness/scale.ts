/** A scale from 0 to a round share, wide enough for what is drawn. */
import type { Bounds, Rate } from './figure.js';

const ROUND = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
const STEPS = 4;

export interface Scale {
  readonly greatest: number;
  /** As shares, from 0. */
  readonly ticks: readonly number[];
  /** Where a share lies on it, from 0 to 1. */
  readonly at: (share: number) => number;
}

export function scaleFor(rates: readonly (Rate | Bounds)[]): Scale {
  const most = Math.max(0, ...rates.flat().filter((rate) => rate !== 'undefined'));
  const greatest = ROUND.find((round) => round >= most) ?? 1;
  return {
    greatest,
    ticks: Array.from({ length: STEPS + 1 }, (_, step) => (greatest * step) / STEPS),
    at: (share) => share / greatest,
  };
}

/** As SVG takes it: places follow the width of the page, and text keeps its size. */
export function across(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}

export function tickLabel(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
