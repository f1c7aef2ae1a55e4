/** The letter's fonts, and what they have no glyph for: that is shown by its code point, so that it is seen to be missing and can still be read. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';

export const weights = ['regular', 'bold'] as const;
export type Weight = (typeof weights)[number];

const files: Readonly<Record<Weight, string>> = { regular: 'DejaVuSans.ttf', bold: 'DejaVuSans-Bold.ttf' };
const read = new Map<Weight, { readonly bytes: Buffer; readonly covered: ReadonlySet<number> }>();

/** Read when the first letter is made. */
export function fontOf(weight: Weight): { readonly bytes: Buffer; readonly covered: ReadonlySet<number> } {
  const known = read.get(weight);
  if (known !== undefined) return known;
  const path = createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${files[weight]}`);
  const bytes = readFileSync(path);
  const font = create(bytes);
  const covered = new Set('characterSet' in font ? font.characterSet : []);
  const made = { bytes, covered };
  read.set(weight, made);
  return made;
}

/** The text as the font can show it: `漢` reads `[U+6F22]`. Control characters have glyphs in no font. */
export function shownIn(weight: Weight, text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const { covered } = fontOf(weight);
  return Array.from(text.normalize('NFC'), (character) => {
    const point = character.codePointAt(0) ?? 0;
    if (covered.has(point) && !/\p{Cc}/u.test(character)) return character;
    return `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
  }).join('');
}
