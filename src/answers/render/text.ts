/** An answer for a terminal: wrapped paragraphs under headings, with colours where they are wanted. */
import type { RecordId } from '../../record/ids.js';
import type { Answer, MadeAnswer } from '../answer.js';
import { outlineOf } from './outline.js';

export interface TextForm {
  /** Columns. */
  readonly width: number;
  readonly colours: boolean;
  /** Names of the records behind each sentence, in brackets. */
  readonly sources: boolean;
}

export function textOf(answer: Answer | MadeAnswer, { width, colours, sources }: TextForm): string {
  const bold = (text: string): string => (colours ? `\u001b[1m${text}\u001b[0m` : text);
  const faint = (text: string): string => (colours ? `\u001b[2m${text}\u001b[0m` : text);
  const numbers = new Map(answer.proof.records.map(({ id }, index) => [id, index + 1]));
  const cite = (records: readonly RecordId[]): string => {
    const cited = records.flatMap((id) => numbers.get(id) ?? []).sort((a, b) => a - b);
    return sources && cited.length > 0 ? ` [${cited.join(', ')}]` : '';
  };
  const lines = outlineOf(answer).flatMap(({ heading, form, sentences }) => {
    const texts = sentences.map((sentence) => `${sentence.text}${cite(sentence.records)}`);
    const body =
      form === 'list'
        ? texts.flatMap((text) => wrap(/^\d+\. /.test(text) ? text : `• ${text}`, width, '  '))
        : wrap(texts.join(' '), width, '');
    return [bold(heading), ...body, ''];
  });
  if (sources)
    lines.push(
      ...answer.proof.records.map(({ id, type, leaf }, index) => faint(`[${index + 1}] ${type}  ${id}  leaf ${leaf}`)),
      '',
    );
  return lines.join('\n');
}

function wrap(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
