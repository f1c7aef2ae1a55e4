/** The records of a case, drawn in the order in which they became known: a row for each kind, and what is known by now in full colour. */
import type { Schemas } from '../api.js';

type Step = Schemas['ReplayStep'];

/** By the first word of a record's type; what is not named is in the last row. */
const rows: readonly (readonly [name: string, families: readonly string[]])[] = [
  ['Consent and notices', ['consent', 'notice', 'signal', 'optout', 'processing']],
  ['Data', ['data']],
  ['Models and rules', ['model', 'biasaudit', 'policy', 'training', 'assessment', 'incident', 'remedy', 'stakeholder']],
  ['Campaign', ['campaign', 'audience']],
  ['Decision', ['decision', 'outcome']],
  ['Message', ['message', 'interaction', 'complaint']],
  ['Inquiries, findings, erasure', []],
];
const ROW = 34;
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

export function Strip({ of: steps, at }: { readonly of: readonly Step[]; readonly at: number }) {
  const dots = steps.map((step) => ({ ...step, late: isLate(step, steps) }));
  const used = rows
    .map(([name], row) => ({ name, steps: dots.filter(({ record }) => rowOf(record.type) === row) }))
    .filter(({ steps }) => steps.length > 0);
  const height = used.length * ROW + 20;
  const place = (index: number) => `${steps.length === 1 ? 50 : (100 * index) / (steps.length - 1)}%`;
  const says = `Records in the order in which they became known: ${used.map(({ name, steps }) => `${steps.length} of ${name}`).join(', ')}`;
  return (
    <svg className="drawn strip" role="img" aria-label={says} style={{ height }}>
      <title>{says}</title>
      <line className="now" x1={place(at - 1)} x2={place(at - 1)} y1="0" y2={height - 16} />
      {used.map((row, index) => (
        <g key={row.name}>
          <text x="0" y={index * ROW + 11}>
            {row.name}
          </text>
          <line className="row" x1="0" x2="100%" y1={index * ROW + 23} y2={index * ROW + 23} />
          {row.steps.map(({ step, record, changed, late }) => (
            <circle
              key={step}
              className={`${classOf(step, at)} ${late ? 'late' : ''}`}
              cx={place(step - 1)}
              cy={index * ROW + 23}
              r={changed.length > 0 ? 6 : 3.5}
            >
              <title>{`${step}: ${record.type}, ${DAY.format(new Date(record.occurredAt))}`}</title>
            </circle>
          ))}
        </g>
      ))}
      <text x="0" y={height - 3}>
        {dayOf(steps[0])}
      </text>
      <text x="100%" y={height - 3} textAnchor="end">
        {dayOf(steps.at(-1))}
      </text>
    </svg>
  );
}

function rowOf(type: string): number {
  const [family = ''] = type.split('.');
  const row = rows.findIndex(([, families]) => families.includes(family));
  return row < 0 ? rows.length - 1 : row;
}

function classOf(step: number, at: number): string {
  if (step === at) return 'here';
  return step < at ? 'known' : 'unknown';
}

/** It had happened before the decision and became known only after it. */
export function isLate({ step, record }: Step, steps: readonly Step[]): boolean {
  const decided = steps.find(({ answer }) => answer !== null);
  return (
    decided !== undefined &&
    step > decided.step &&
    Date.parse(record.occurredAt) < Date.parse(decided.record.occurredAt)
  );
}

function dayOf(step: Step | undefined): string {
  return step === undefined ? '' : DAY.format(new Date(step.record.occurredAt));
}
