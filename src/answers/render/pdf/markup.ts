/**
 * One of our own pages, read as what stands on it: headings, paragraphs, lists and tables in their order. A letter is made of the page itself, so there
 * is no second wording that could differ. This reads the markup that our templates write, in which a `<` is always a tag, and no other. Pure.
 */

/** Text in one manner. A line break is a run of its own: `\n`. */
export interface Run {
  readonly text: string;
  readonly small: boolean;
  /** A reference to a record. */
  readonly raised: boolean;
  readonly href?: string;
}

type Runs = readonly Run[];

export interface Item {
  readonly marker: string;
  readonly runs: Runs;
  /** The name by which links of the page lead here. */
  readonly id?: string;
}

export interface Cell {
  readonly heading: boolean;
  readonly runs: Runs;
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly runs: Runs }
  | { readonly kind: 'paragraph'; readonly runs: Runs }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly Cell[])[] };

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export const BULLET = '•';
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>|([^<]+)/g;
/** What holds text; every other element is passed over, with what stands in it read. */
const holders: readonly string[] = ['h1', 'h2', 'p', 'li', 'th', 'td', 'footer'];

export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  const open: Tag[] = [];
  let runs: Run[] = [];
  let items: Item[] | null = null;
  let rows: Cell[][] | null = null;
  const inside = (name: string): Tag | undefined => open.findLast((tag) => tag.name === name);

  const closed = ({ name, attributes }: Tag): void => {
    const read = tidy(runs);
    if (name === 'ul' || name === 'ol') {
      if (items !== null) blocks.push({ kind: 'list', items });
      items = null;
    } else if (name === 'table') {
      if (rows !== null) blocks.push({ kind: 'table', rows });
      rows = null;
    } else if (holders.includes(name)) {
      runs = [];
      if (name === 'h1' || name === 'h2') blocks.push({ kind: 'heading', level: name === 'h1' ? 1 : 2, runs: read });
      else if (name === 'li' && items !== null) {
        const marker = inside('ol') === undefined ? BULLET : `${items.length + 1}.`;
        items.push({ marker, runs: read, ...(attributes.id !== undefined && { id: attributes.id }) });
      } else if (name === 'th' || name === 'td') rows?.at(-1)?.push({ heading: name === 'th', runs: read });
      else if (read.length > 0) blocks.push({ kind: 'paragraph', runs: read });
    }
  };

  for (const [, end, name = '', attributes = '', text] of bodyOf(page).matchAll(TOKEN)) {
    if (text !== undefined) {
      if (open.some((tag) => holders.includes(tag.name))) runs.push(runOf(text, inside));
    } else if (end === '/') {
      const tag = open.pop();
      if (tag !== undefined) closed(tag);
    } else if (name === 'br') runs.push({ text: '\n', small: false, raised: false });
    else if (!voids.includes(name)) {
      if (name === 'ul' || name === 'ol') items = [];
      else if (name === 'table') rows = [];
      else if (name === 'tr') rows?.push([]);
      else if (holders.includes(name)) runs = [];
      open.push({ name, attributes: attributesIn(attributes) });
    }
  }
  return blocks;
}

const voids: readonly string[] = ['input', 'hr', 'img'];

function bodyOf(page: string): string {
  return page.slice(page.indexOf('<body>') + '<body>'.length, page.lastIndexOf('</body>'));
}

function attributesIn(text: string): Tag['attributes'] {
  return Object.fromEntries(
    [...text.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]),
  );
}

function runOf(text: string, inside: (name: string) => Tag | undefined): Run {
  const href = inside('a')?.attributes.href;
  return {
    text: plain(text).replace(/[ \t\r\n]+/g, ' '),
    small: inside('small') !== undefined || inside('footer') !== undefined,
    raised: inside('sup') !== undefined,
    ...(href !== undefined && { href }),
  };
}

const characters: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => characters[entity] ?? entity);
}

/** Without spaces at the ends and around line breaks, and without two in a row. */
function tidy(runs: readonly Run[]): Runs {
  const kept: Run[] = [];
  for (const run of runs) {
    const before = kept.at(-1)?.text ?? '\n';
    const text = /[ \n]$/.test(before) && run.text !== '\n' ? run.text.replace(/^ /, '') : run.text;
    if (text !== '') kept.push({ ...run, text });
  }
  while (kept.length > 0 && (kept.at(-1)?.text.trim() ?? '') === '') kept.pop();
  const last = kept.pop();
  return last === undefined ? [] : [...kept, { ...last, text: last.text.trimEnd() }];
}
