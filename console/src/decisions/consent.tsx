/** The consent behind a decision, drawn against the moment of the decision: when it held, and what ended it. */
import { Fact } from '../elements/fact.js';
import { Moment } from '../elements/moment.js';
import type { Answer } from './answer-sections.js';
import { Marks } from './said.js';

type Consent = NonNullable<Answer['permission']['consent']>;

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const day = (at: string) => DAY.format(new Date(at));

interface End {
  readonly at: string;
  readonly by: string;
}

export function ConsentDrawn({ of: consent }: { readonly of: Consent }) {
  const end = endOf(consent);
  const says = [
    `Given ${day(consent.givenAt)}`,
    ...(end === undefined ? [] : [`${end.by} ${day(end.at)}`]),
    `at the decision of ${day(consent.at)}: ${consent.status}`,
  ].join('; ');
  return (
    <>
      <figure>
        <Intervals of={consent} end={end} says={says} />
        <figcaption>
          <small>Consent {consent.consentRecordId}, and the moment of the decision</small>
        </figcaption>
      </figure>
      <dl className="facts">
        <Fact name="Purposes">{consent.purposes.map(({ label }) => label).join(', ')}</Fact>
        <Fact name="Data it covers">{consent.categories.map(({ label }) => label).join(', ')}</Fact>
        <Fact name="Given">
          <Moment at={consent.givenAt} />, {consent.method}
        </Fact>
        {end !== undefined && (
          <Fact name={`${end.by.charAt(0).toUpperCase()}${end.by.slice(1)}`}>
            <Moment at={end.at} />
          </Fact>
        )}
        <Fact name="At the decision">
          <span className={`tag ${consent.status === 'valid' ? 'good' : 'bad'}`}>{consent.status}</span>
        </Fact>
        <Fact name="Notice shown">
          {consent.notice.id}, version {consent.notice.version} ({consent.notice.language})
        </Fact>
        <Fact name="Controller">
          {consent.controller} ({consent.jurisdiction})
        </Fact>
        <Fact name="Records">
          <Marks of={consent.records} />
        </Fact>
      </dl>
    </>
  );
}

/** Places are in percent, so that the words keep their size on a small screen. */
function Intervals({ of: consent, end, says }: { readonly of: Consent; readonly end?: End; readonly says: string }) {
  const { givenAt, expiresAt, at } = consent;
  const moments = [
    givenAt,
    at,
    ...(end === undefined ? [] : [end.at]),
    ...(expiresAt === undefined ? [] : [expiresAt]),
  ];
  const times = moments.map((moment) => Date.parse(moment));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const place = (moment: string) => 2 + (96 * (Date.parse(moment) - first)) / (last - first || 1);
  const until = end === undefined ? 100 : place(end.at);
  return (
    <svg className="drawn consent" role="img" aria-label={says}>
      <title>{says}</title>
      {expiresAt !== undefined && (
        <rect
          className="would"
          x={`${place(givenAt)}%`}
          width={`${Math.max(0, place(expiresAt) - place(givenAt))}%`}
          y="44"
          height="16"
        />
      )}
      <rect
        className="held"
        x={`${place(givenAt)}%`}
        width={`${Math.max(0, until - place(givenAt))}%`}
        y="44"
        height="16"
      />
      <Label at={place(givenAt)} y={14} to={44}>{`given ${day(givenAt)}`}</Label>
      {end !== undefined && <Label at={place(end.at)} y={32} to={60}>{`${end.by} ${day(end.at)}`}</Label>}
      <Label at={place(at)} y={84} to={40} className="decision">{`decision ${day(at)}: ${consent.status}`}</Label>
    </svg>
  );
}

interface LabelProps {
  /** In percent of the width. */
  readonly at: number;
  readonly y: number;
  readonly to: number;
  readonly className?: string;
  readonly children: string;
}

function Label({ at, y, to, className = '', children }: LabelProps) {
  const anchor = at < 35 ? 'start' : at > 65 ? 'end' : 'middle';
  const above = y < to;
  return (
    <>
      <line className={className} x1={`${at}%`} x2={`${at}%`} y1={above ? y + 3 : y - 11} y2={to} />
      <text className={className} x={`${at}%`} y={y} textAnchor={anchor}>
        {children}
      </text>
    </>
  );
}

/** What ended it, before the decision or after; without that, the date it was given for. */
function endOf({ status, endedAt, expiresAt, later }: Consent): End | undefined {
  if (endedAt !== undefined) return { at: endedAt, by: status };
  const ended = later.find(({ type }) => type !== 'consent.renewed');
  if (ended !== undefined) return { at: ended.at, by: ended.type.replace('consent.', '') };
  return expiresAt === undefined ? undefined : { at: expiresAt, by: 'runs until' };
}
