/** Where an inquiry stands, in a word. */
import type { Schemas } from '../api.js';

export type Status = Schemas['Inquiry']['status'];

export const statuses: readonly Status[] = [
  'received',
  'identity-requested',
  'identity-verified',
  'answered',
  'refused',
  'closed',
];

export function isStatus(text: string | null): text is Status {
  return statuses.some((status) => status === text);
}

export function inWords(status: Status): string {
  return status.replace('-', ' ');
}

export function StatusTag({ of: status }: { readonly of: Status }) {
  const tone = status === 'answered' || status === 'closed' ? 'good' : status === 'refused' ? 'warn' : '';
  return <span className={`tag ${tone}`}>{inWords(status)}</span>;
}
