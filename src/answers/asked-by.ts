/** What a caller asks for, read from the parameters of a request: each wrong one is refused with what would be right. */
import type { Caller } from '../access/roles.js';
import { parameter, parametersOf, type Query } from '../http/parameters.js';
import { ID_PATTERN, type Instant, parseInstant, parsePosition } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { type Tier, tiers } from './answer-parts.js';
import { ExplainDecision, type Known } from './explain-decision.js';
import { languageCodes } from './narrative/narrator.js';
import { present } from './telling.js';

export const answerParameters = parametersOf({
  asOf: parameter.text(
    'What was known: an RFC 3339 date-time with its zone, or a position that this service gave; now where absent',
  ),
  at: parameter.text('What had happened: an RFC 3339 date-time with its zone; now where absent', {
    format: 'date-time',
  }),
  language: parameter.usually(parameter.oneOf(languageCodes, 'The language of the answer'), 'en'),
  tier: parameter.oneOf(tiers, 'For whom it is worded; what the role reads where absent'),
  checkpoint: parameter.oneOf(
    ['latest', 'covering'],
    'The signed checkpoint in the header: the last one, or one that holds every record behind the answer, made now where need be',
  ),
});

/** @throws LedgerError `bad-request`, `forbidden` where the role may not have the tier, `missing` for an id that cannot be one */
export function askedBy(decisionId: string, query: Query, caller: Caller): ExplainDecision {
  if (!ID_PATTERN.test(decisionId))
    throw new LedgerError(
      'missing',
      'No decision can have this id: ids have 1 to 128 characters of A–Z a–z 0–9 . _ : ~ -',
    );
  const { asOf, at, language, tier, checkpoint } = answerParameters.read(query);
  const asked = {
    decisionId,
    tier: tierFor(caller, tier),
    language,
    asOf: asOf === undefined ? undefined : knownAt(asOf),
    at: at === undefined ? undefined : instantIn('at', at),
    consumer: caller.consumer,
    checkpoint,
  };
  return new ExplainDecision(present(asked), caller);
}

/** An instant of recording with its zone, or a position that this log gave. */
export function knownAt(text: string): Known {
  return /^\d{1,16}$/.test(text) ? { position: parsePosition(text) } : { instant: instantIn('asOf', text) };
}

/** @throws LedgerError `bad-request` for an instant without a zone: it would mean another moment in each country */
export function instantIn(name: string, text: string): Instant {
  const instant = parseInstant(text);
  if (instant !== null) return instant;
  const positions = name === 'asOf' ? ', or a position that this service gave' : '';
  const detail = `must be an RFC 3339 date-time with its zone, for example 2026-03-02T09:14:00Z or 2026-03-02T10:14:00+01:00 (a plus sign in an address is written %2B)${positions}`;
  throw new LedgerError('bad-request', `${name} ${detail}.`, [{ pointer: `/${name}`, detail }]);
}

function tierFor(caller: Caller, asked: Tier | undefined): Tier {
  const allowed: readonly Tier[] =
    caller.consumer !== undefined
      ? ['consumer']
      : [
          ...(caller.roles.includes('support') ? (['support', 'consumer'] as const) : []),
          ...(caller.roles.includes('auditor') ? (['auditor', 'consumer'] as const) : []),
        ];
  const [usual = 'consumer'] = allowed;
  if (asked === undefined) return usual;
  if (allowed.includes(asked)) return asked;
  throw new LedgerError('forbidden', `This role reads answers as ${allowed.join(' or ')}, not as ${asked}.`);
}
