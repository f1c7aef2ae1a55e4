/** A CPU profile of V8 (`--cpu-prof`) as a flame graph in SVG: `flame.ts PROFILE.cpuprofile OUT.svg [TITLE]`. The width is time, the height is the call stack. */
import { readFileSync, writeFileSync } from 'node:fs';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface Frame {
  readonly name: string;
  readonly room: string;
  time: number;
  readonly children: Map<string, Frame>;
}

const WIDTH = 1_400;
const ROW = 17;
/** Frames narrower than this are left out. */
const LEAST = 0.0015;
const MARGIN = 30;

/** Without the stacks that load modules and start the program: that is not what is asked. */
function flameGraph(profile: Profile, heading: string): string {
  const root: Frame = { name: 'all', room: '', time: 0, children: new Map() };
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const times = new Map<number, number>();
  for (const [index, id] of profile.samples.entries())
    times.set(id, (times.get(id) ?? 0) + Math.max(0, profile.timeDeltas[index] ?? 0));
  for (const [id, time] of times) {
    const stack: Frame[] = [];
    let starting = false;
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = nodes.get(at);
      starting ||= node?.callFrame.url.startsWith(LOADING) === true;
      if (node !== undefined && node.callFrame.functionName !== '(root)') stack.unshift(frameOf(node.callFrame));
    }
    if (starting || stack.some(({ name }) => NOT_WORK.test(name))) continue;
    add(root, stack, time);
  }
  const boxes: string[] = [];
  const depth = draw(root, 0, 0, root.time, boxes);
  const height = (depth + 1) * ROW + MARGIN + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-monospace, monospace" font-size="11">
<rect width="100%" height="100%" fill="#fff"/>
<text x="8" y="19" font-size="14" fill="#222">${escaped(heading)}</text>
${boxes.join('\n')}
</svg>
`;
}

const LOADING = 'node:internal/modules/';
const NOT_WORK =
  /^\((idle|program)\)|compileSourceTextModule|wrapSafe|compileForInternalLoader|internalModuleStat|^link$|instantiate|bootstrap/i;

function frameOf({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): Frame {
  const own = /\/dist\/(.*)\.js$/.exec(url)?.[1];
  const place = own ?? /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url.replace(/^node:/, '');
  const name = `${functionName || `(line ${lineNumber + 1})`}${place === '' ? '' : ` · ${place}`}`;
  return {
    name,
    room: url.includes('node_modules') ? 'package' : own ? (own.split('/')[0] ?? '') : 'node',
    time: 0,
    children: new Map(),
  };
}

function add(root: Frame, stack: readonly Frame[], time: number): void {
  root.time += time;
  let at = root;
  for (const frame of stack) {
    const child = at.children.get(frame.name) ?? frame;
    at.children.set(frame.name, child);
    child.time += time;
    at = child;
  }
}

/** @returns how deep it went */
function draw(frame: Frame, depth: number, from: number, whole: number, boxes: string[]): number {
  let at = from;
  let deepest = depth;
  for (const child of [...frame.children.values()].sort((a, b) => b.time - a.time)) {
    if (child.time / whole < LEAST) continue;
    const [x, width, y] = [(at / whole) * WIDTH, (child.time / whole) * WIDTH, MARGIN + depth * ROW];
    const share = `${((100 * child.time) / whole).toFixed(1)} %`;
    const letters = Math.floor((width - 6) / 6.7);
    const label = letters < 3 ? '' : child.name.length > letters ? `${child.name.slice(0, letters - 1)}…` : child.name;
    boxes.push(
      `<g><title>${escaped(child.name)} ${share}</title><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.5, width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${colourOf(child.room)}"/>` +
        `${label === '' ? '' : `<text x="${(x + 3).toFixed(1)}" y="${y + 12}" fill="#111">${escaped(label)}</text>`}</g>`,
    );
    deepest = Math.max(deepest, draw(child, depth + 1, at, whole, boxes));
    at += child.time;
  }
  return deepest;
}

const colours: Readonly<Record<string, string>> = {
  recording: '#f6b26b',
  vault: '#e88d8d',
  record: '#f4d35e',
  catalogue: '#a8d08d',
  log: '#8fb8de',
  proof: '#b9a5d8',
  projections: '#9fd4cc',
  package: '#d9d9d9',
};

function colourOf(room: string): string {
  return colours[room] ?? '#ececec';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const [input, output, title = 'Where the time goes'] = process.argv.slice(2);
if (input === undefined || output === undefined) throw new Error('usage: flame.ts PROFILE.cpuprofile OUT.svg [TITLE]');
writeFileSync(output, flameGraph(JSON.parse(readFileSync(input, 'utf8')), title));
