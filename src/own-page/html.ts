/** HTML as a tagged template: whatever is filled in is text, unless it was made by the same template. */
export class Html {
  constructor(readonly text: string) {}
}

type Filling = string | number | Html | readonly Html[];

export function html(parts: TemplateStringsArray, ...fillings: readonly Filling[]): Html {
  return new Html(String.raw({ raw: parts }, ...fillings.map(shown)));
}

/** Nothing at all. */
export const nothing = new Html('');

function shown(filling: Filling): string {
  if (filling instanceof Html) return filling.text;
  if (typeof filling === 'object') return filling.map(({ text }) => text).join('\n');
  return String(filling)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
