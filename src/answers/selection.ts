/** Which of a person's entries concern a decision: everything they allowed and forbade; of what is plentiful, notices and messages, what stands near. Pure. */
import type { Entry } from '../projections/entry.js';

/** Types and families that are taken whole: they say what the person wants, who the person is, and what was erased or corrected. */
const whole = [
  'consent.',
  'processing.',
  'signal.',
  'optout.',
  'identity.',
  'subject.',
  'complaint.',
  'record.',
] as const;
const plentiful = ['notice.served', 'message.sent', 'message.presented'] as const;

/** What to ask the read model for. */
export const concerning: readonly string[] = [...whole, ...plentiful];

/** After one of these a message can be a fault. */
const RESTRICTIVE = /^(consent\.(withdrawn|refused|expired|invalidated)|processing\.|signal\.|optout\.)/;

/** Messages that are looked at after the person said no, and beside the decision. */
const MESSAGES_AFTER_NO = 100;
const MESSAGES_BESIDE = 50;
/** Notices before each consent, and before the decision for data that rests on something else. */
const NOTICES = 3;

/** @param decidedAt milliseconds since 1970 */
export function concerningDecision(entries: readonly Entry[], decidedAt: number): readonly number[] {
  const byTime = [...entries].sort((a, b) => a.at - b.at || a.leaf - b.leaf);
  const taken = byTime.filter(({ type }) => whole.some((family) => type.startsWith(family)));
  const messages = byTime.filter(({ type }) => type.startsWith('message.'));
  const no = taken.find(({ type }) => RESTRICTIVE.test(type));
  const afterNo = no === undefined ? [] : messages.filter(({ at }) => at >= no.at).slice(0, MESSAGES_AFTER_NO);
  const beside = [...messages]
    .sort((a, b) => Math.abs(a.at - decidedAt) - Math.abs(b.at - decidedAt))
    .slice(0, MESSAGES_BESIDE);
  const notices = byTime.filter(({ type }) => type.startsWith('notice.'));
  const consents = taken.filter(({ type }) => type === 'consent.given' || type === 'consent.renewed');
  const moments = [...consents.map(({ at }) => at), decidedAt].sort((a, b) => a - b);
  return [...taken, ...afterNo, ...beside, ...shownBefore(notices, moments)].map(({ leaf }) => leaf);
}

/** The last notices at or before each moment; both are ordered by time. */
function shownBefore(notices: readonly Entry[], moments: readonly number[]): readonly Entry[] {
  let next = 0;
  return moments.flatMap((at) => {
    while ((notices[next]?.at ?? Number.POSITIVE_INFINITY) <= at) next++;
    return notices.slice(Math.max(0, next - NOTICES), next);
  });
}
