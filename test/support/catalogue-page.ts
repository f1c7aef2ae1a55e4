/** The page `docs/catalogue.md`: every event type with its stream, its fields and its example, read off the classes. */
import { definitions } from '../../src/catalogue/catalogue.js';
import type { Defined } from '../../src/catalogue/definition.js';
import { fieldsOf } from '../../src/catalogue/field.js';
import type { ShapeClass } from '../../src/catalogue/kinds.js';
import { eventOptionsOf } from '../../src/catalogue/ledger-event.js';

const HEAD = `# Event catalogue

Made from the classes under \`src/catalogue/\`; a test fails when it is out of date (\`UPDATE_DOCS=1 npm test -- test/catalogue\` writes it anew).
Each type is sent as a CloudEvent 1.0 whose \`data\` has the fields below and no others. The same as JSON Schema: \`GET /v1/schemas/{type}/{version}\`.

(P) sealed under the person's key · (A) group attribute, sealed under the year's audit key · (V) a term of the vocabulary · \`?\` may be left out (never \`null\`)
`;

export function cataloguePage(): string {
  const families = [...new Set(definitions.map((definition) => definition.family))];
  const parts = families.map((family) => {
    const members = definitions.filter((definition) => definition.family === family);
    return `\n## ${family}\n${members.map(section).join('')}`;
  });
  return HEAD + parts.join('');
}

function section(definition: Defined): string {
  const { type, version, says, subject, writtenBy, example, shape } = definition;
  const about = { required: 'about a consumer', optional: 'may be about a consumer', none: 'about no consumer' }[
    subject
  ];
  const by = writtenBy === 'ledger' ? ' · written by the ledger itself' : '';
  return `
### ${type}

${says} Version ${version} · stream ${streamsOf(shape)} · ${about}${by}

| field | | must be |
|---|---|---|
${rows(shape, '').join('\n')}

<details><summary>Example</summary>

\`\`\`json
${JSON.stringify({ type, ...('subject' in example && { subject: example.subject }), time: example.time, data: example.data }, null, 2)}
\`\`\`

</details>
`;
}

function rows(shape: ShapeClass, prefix: string): readonly string[] {
  return fieldsOf(shape).flatMap((field) => {
    const name = `${prefix}${field.name}${field.list ? '[]' : ''}`;
    const marks = [field.personal && '(P)', field.group && '(A)', field.term && '(V)']
      .filter(Boolean)
      .map((mark) => ` ${mark}`);
    const row = `| \`${name}${field.optional ? '?' : ''}\`${marks.join('')} | ${field.says} | ${field.right} |`;
    return [row, ...(field.of === null ? [] : rows(field.of(), `${name}.`))];
  });
}

function streamsOf(shape: ShapeClass): string {
  const { stream = '' } = eventOptionsOf(shape) ?? {};
  return (typeof stream === 'string' ? [stream] : stream).map((pattern) => `\`${pattern}\``).join(', else ');
}
