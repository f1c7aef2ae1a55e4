/** A letter as it leaves the service: a PDF of a page, and whose record it shows. */
import { StreamableFile } from '@nestjs/common';
import type { Pseudonym } from '../record/ids.js';
import type { MadeAnswer } from './answer.js';
import { htmlOf } from './render/html.js';
import { outlineOf } from './render/outline.js';
import type { About } from './render/pdf/sheets.js';

export const PDF_TYPE = 'application/pdf';

export class Letter extends StreamableFile {
  /** @param name of the file, without its ending: what no file system may hold in a name is replaced */
  constructor(
    pdf: Uint8Array,
    name: string,
    readonly subjects: readonly Pseudonym[],
  ) {
    const safe = name.replace(/[^A-Za-z0-9._-]/g, '-');
    super(pdf, { type: PDF_TYPE, disposition: `attachment; filename="${safe}.pdf"`, length: pdf.length });
  }
}

/** The answer's page on paper. Its title names the decision and tells nothing of it, for titles are shown where letters are listed. */
export function letterOf(answer: MadeAnswer): Promise<Buffer> {
  const { id, language, decisionId, madeAt } = answer.header;
  const [first] = outlineOf(answer);
  const title = [first?.heading, decisionId].join(' · ');
  return onPaper(htmlOf(answer), { title, id, language, made: new Date(madeAt) });
}

/** A page of our own as a PDF. What writes it takes 35 MB of memory, and most processes never write one: it is loaded with the first letter. */
export async function onPaper(page: string, about: About): Promise<Buffer> {
  const { pdfOf } = await import('./render/pdf.js');
  return pdfOf(page, about);
}
