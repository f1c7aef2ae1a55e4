/** A growth curve as SVG: one line a series, the size of the log on a logarithmic axis. */

export interface Point {
  readonly size: number;
  readonly value: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

const [WIDTH, HEIGHT] = [640, 320];
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 20, 56, 44];
const colours = ['#2563a8', '#c2621b', '#3b8a4d'];

export function plot(title: string, unit: string, series: readonly Series[]): string {
  const all = series.flatMap(({ points }) => points);
  const [low, high] = [Math.min(...all.map(({ size }) => size)), Math.max(...all.map(({ size }) => size))];
  const top = niceTop(Math.max(...all.map(({ value }) => value)));
  const span = Math.log(high) - Math.log(low) || 1;
  const x = (size: number): number => LEFT + ((Math.log(size) - Math.log(low)) / span) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = y(top * share).toFixed(1);
    const label = `<text x="${LEFT - 8}" y="${Number(at) + 4}" text-anchor="end">${spaced(top * share)}</text>`;
    return `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#ddd"/>${label}`;
  });
  const sizes = [...new Set(all.map(({ size }) => size))].sort((a, b) => a - b);
  const ticks = sizes.map(
    (size) => `<text x="${x(size).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${spaced(size)}</text>`,
  );
  const lines = series.map(({ name, points }, index) => {
    const colour = colours[index % colours.length] ?? '#000';
    const places = points.map(({ size, value }) => `${x(size).toFixed(1)},${y(value).toFixed(1)}`);
    const dots = places.map((place) => `<circle cx="${place.replace(',', '" cy="')}" r="3.5" fill="${colour}"/>`);
    const key = `<text x="${LEFT + index * 200}" y="44" fill="${colour}">${name}</text>`;
    return `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${key}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#333">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${LEFT}" y="24" font-size="15">${title}, ${unit}</text>
${[...grid, ...ticks, ...lines].join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">records in the log</text>
</svg>
`;
}

/** The next of 1, 2 or 5 times a power of ten. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function spaced(value: number): string {
  return value >= 1_000
    ? Math.round(value).toLocaleString('en').replaceAll(',', ' ')
    : String(Number(value.toPrecision(3)));
}
