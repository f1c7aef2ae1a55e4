/** A PDF as somebody else's reader sees it. */
import { getDocumentProxy } from 'unpdf';

export interface Written {
  readonly text: string;
  /** From the left edge, in points. */
  readonly from: number;
  readonly to: number;
  readonly bottom: number;
  /** A marker of a list is a `Lbl`; what is no content, as page numbers are, an `Artifact`. */
  readonly kind: string;
}

export interface ReadPdf {
  readonly pages: readonly (readonly Written[])[];
  readonly width: number;
  readonly height: number;
  readonly info: Readonly<Record<string, unknown>>;
  /** Roles of the structure, each once. */
  readonly roles: ReadonlySet<string>;
  /** Addresses, and names of places within. */
  readonly links: readonly string[];
  readonly places: readonly string[];
  readonly contents: readonly string[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const pages: Written[][] = [];
  const roles = new Set<string>();
  const links: string[] = [];
  let size: readonly number[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    size = page.view;
    const kinds = new Map<string, string>();
    rolesIn(await page.getStructTree(), '', kinds);
    for (const role of kinds.values()) roles.add(role);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const within: string[] = [];
    const written: Written[] = [];
    for (const item of items) {
      if ('str' in item) {
        const [, , , , from = 0, bottom = 0] = item.transform;
        const kind = within.findLast((each) => each !== '') ?? '';
        if (item.str !== '') written.push({ text: item.str, from, to: from + item.width, bottom, kind });
      } else if (item.type === 'endMarkedContent') within.pop();
      else within.push(Reflect.get(item, 'tag') === 'Artifact' ? 'Artifact' : (kinds.get(String(item.id)) ?? ''));
    }
    pages.push(written);
    for (const { unsafeUrl, dest } of await page.getAnnotations()) links.push(String(unsafeUrl ?? `#${dest}`));
  }
  const { info } = await document.getMetadata();
  return {
    pages,
    width: size[2] ?? 0,
    height: size[3] ?? 0,
    info: Object(info),
    roles,
    links,
    places: Object.keys(await document.getDestinations()),
    contents: ((await document.getOutline()) ?? []).map(({ title }) => title),
  };
}

/** All content that is written, without spaces and the markers of lists. */
export function textOfPdf({ pages }: ReadPdf): string {
  return pages
    .flat()
    .filter(({ kind }) => kind !== 'Artifact' && kind !== 'Lbl')
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '');
}

/** All that a page of ours says, in the same manner. */
export function textOfPage(page: string): string {
  return page
    .slice(page.indexOf('<body>'), page.indexOf('</body>'))
    .replace(/<li([^>]*)>\d+\. /g, '<li$1>')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '&')
    .replace(/\s/g, '');
}

/** @param kinds the role of each piece of content, and of what holds none by its own name */
function rolesIn(node: unknown, within: string, kinds: Map<string, string>): void {
  const { role, id, children = [] } = Object(node) as { role?: string; id?: string; children?: readonly unknown[] };
  if (id !== undefined) kinds.set(id, within);
  if (role !== undefined) kinds.set(role, role);
  for (const child of children) rolesIn(child, role ?? within, kinds);
}
