/** A letter: what the page says, whole and in its order, on as many sheets as it takes; the same bytes for the same answer. */
import { letterOf } from '../../src/answers/letter.js';
import { htmlOf } from '../../src/answers/render/html.js';
import { pdfOf } from '../../src/answers/render/pdf.js';
import { busyCase, madeAnswer, madeAnswers, oddName } from '../support/made-answers.js';
import { readPdf, textOfPage, textOfPdf } from '../support/read-pdf.js';
import { story } from '../support/story.js';

const about = { title: 'A test', language: 'en', made: new Date('2026-03-20T00:00:00Z') };
const page = (body: string): string => `<!doctype html>\n<html><head></head>\n<body>\n${body}\n</body>\n</html>`;
/** As a letter shows what its font has no glyph for. */
const coded = (text: string): string =>
  text.replace(
    /[\p{sc=Han}\p{Extended_Pictographic}\p{Cc}]/gu,
    (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );

describe('a letter', () => {
  it.each(madeAnswers())('about %s says what its page says, and leads where that leads', async (_, answer) => {
    const html = htmlOf(answer);
    const letter = await readPdf(await letterOf(answer));
    expect(textOfPdf(letter)).toBe(coded(textOfPage(html)));
    const asked = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(letter.links.toSorted()).toEqual(asked.toSorted());
    for (const link of letter.links) expect(letter.places).toContain(link.slice(1));
  });

  it('is the same, byte for byte, for the same answer', async () => {
    const letter = () => letterOf(madeAnswer(busyCase(), { tier: 'support' }));
    const [one, other] = [await letter(), await letter()];
    expect(one.equals(other)).toBe(true);
  });

  it('names its language, its decision and its day in its properties, and nothing of the person', async () => {
    const answer = madeAnswer(busyCase(), { language: 'de' });
    const { info, contents } = await readPdf(await letterOf(answer));
    const { Title, Subject, CreationDate, ModDate, Language, Producer, Creator, PDFFormatVersion, ...flags } = info;
    expect({ Title, Subject, CreationDate, ModDate, Language, Producer, Creator, PDFFormatVersion }).toEqual({
      Title: 'Was entschieden wurde · dec-8812',
      Subject: 'ans-1',
      CreationDate: 'D:20260320000000Z',
      ModDate: 'D:20260320000000Z',
      Language: 'de',
      Producer: 'PDFKit',
      Creator: 'Accountability ledger',
      PDFFormatVersion: '1.7',
    });
    expect(Object.values(flags).filter((value) => typeof value === 'string')).toEqual([]);
    expect(contents).toEqual(expect.arrayContaining(['Mit welchem Recht', 'Was falsch lief']));
  });

  it('is tagged for screen readers', async () => {
    const { roles } = await readPdf(await letterOf(madeAnswer(story())));
    for (const role of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Link']) expect(roles).toContain(role);
    const table = page('<table><tr><th>a</th></tr><tr><td>b</td></tr></table>');
    const { roles: ofTable } = await readPdf(await pdfOf(table, about));
    for (const role of ['Table', 'TR', 'TH', 'TD']) expect(ofTable).toContain(role);
  });

  it('shows Greek, Cyrillic and Polish, and what it has no glyph for by its code point', async () => {
    const text = `${oddName} Ελληνικά Кириллица Zażółć gęślą jaźń ʻokina ﬁ “„«»” – … €`;
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const read = textOfPdf(await readPdf(await pdfOf(page(`<p>${escaped}</p>`), about)));
    expect(read.normalize('NFKC')).toBe(coded(text).replace(/\s/g, '').normalize('NFKC'));
    expect(read).toContain('[U+6F22][U+5B57][U+1F98A][U+0000].');
  });

  it('sets Hebrew and Arabic words from right to left, and the sentence around them from left to right', async () => {
    const { pages } = await readPdf(await pdfOf(page('<p>Name: שלום עולם, then مرحبا بالعالم again</p>'), about));
    const placeOf = (word: string) => pages[0]?.find(({ text }) => text.includes(word))?.from ?? 0;
    const words = ['Name:', 'עולם', 'שלום', 'then', 'بالعالم', 'مرحبا', 'again'];
    expect(words.map(placeOf)).toEqual(words.map(placeOf).toSorted((a, b) => a - b));
    expect(words.map(placeOf).every((place) => place > 0)).toBe(true);
  });

  it('keeps within its margins whatever it is given: long words, long tables, cells longer than a sheet', async () => {
    const long = 'x'.repeat(400);
    const words = 'Some words that are read one after the other. '.repeat(60);
    const row = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    const head = '<thead><tr><th scope="col">What</th><th scope="col">Value</th><th scope="col">Why</th></tr></thead>';
    const rows = [row(long, 'short', words), row(words.repeat(4), long, ''), ...Array(20).fill(row('a', words, 'c'))];
    const sent = page(
      `<h1>${long}</h1><h2>Words</h2><p>${words.repeat(20)}${long}</p><ul><li>${long}</li><li>${words.repeat(9)}</li></ul><h2>Data</h2><table>${head}<tbody>${rows.join('')}</tbody></table><p>end</p>`,
    );
    const { pages, width, height } = await readPdf(await pdfOf(sent, about));
    expect(pages.length).toBeGreaterThan(10);
    const written = pages.flat();
    expect(Math.min(...written.map(({ from }) => from))).toBeGreaterThanOrEqual(64);
    expect(Math.max(...written.map(({ to }) => to))).toBeLessThanOrEqual(width - 64 + 0.5);
    expect(Math.min(...written.map(({ bottom }) => bottom))).toBeGreaterThanOrEqual(30);
    expect(Math.max(...written.map(({ bottom }) => bottom))).toBeLessThanOrEqual(height - 64);
    expect(pages.map((each) => each.at(-1)?.text)).toEqual(pages.map((_, index) => `${index + 1} / ${pages.length}`));
    // The headings of the table stand at the top of every sheet that it goes on.
    const going = pages.filter((each) => each[0]?.text.startsWith('What'));
    expect(going.length).toBeGreaterThan(5);
    const all = written
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, '');
    expect(all.match(/x{2,}/g)?.join('').length).toBe(5 * 400);
    expect(all.match(/Some/g)).toHaveLength(60 * (20 + 9 + 1 + 4 + 20));
  });

  it('of a page on which nothing stands is an empty sheet', async () => {
    expect((await readPdf(await pdfOf(page(''), about))).pages).toHaveLength(1);
  });
});
