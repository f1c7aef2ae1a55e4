/** A letter as it leaves the service: a PDF of a page, and whose record it shows. */
import { StreamableFile } from '@nestjs/common';
import type { Pseudonym } from '../record/ids.js';
import type { MadeAnswer } from './answer.js';
import { htmlOf } from './render/html.js';
import { outlineOf } from './render/outline.js';
import { PDF_TYPE, pdfOf } from './render/pdf.js';

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
  return pdfOf(htmlOf(answer), { title, id, language, made: new Date(madeAt) });
}
