/** "How was this decision made": the answer with its findings on top, what it is an answer of, and the forms it can be kept in. */
import { Link, useParams } from 'react-router';
import { api } from '../api.js';
import { useRoles } from '../caller.js';
import { Fact } from '../elements/fact.js';
import { Loaded } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { Save } from '../elements/save.js';
import { NeedsPurpose } from '../purpose.js';
import { Answered } from './answer.js';
import type { MadeAnswer } from './answer-sections.js';
import { type Asked, Asking, useAsked } from './asking.js';
import { Contents } from './contents.js';
import { Findings } from './findings.js';
import { Marks, Telling } from './said.js';

export function Decision() {
  const { id = '' } = useParams();
  return (
    <NeedsPurpose>
      <Explained key={id} id={id} />
    </NeedsPurpose>
  );
}

function Explained({ id }: { readonly id: string }) {
  const asked = useAsked();
  const query = api.useQuery('get', '/v1/decisions/{id}/explanation', {
    params: { path: { id }, query: { ...asked } },
  });
  return (
    <>
      {!query.isSuccess && <h1>{id}</h1>}
      {query.isError && <Asking />}
      <Loaded query={query}>
        {(answer) => (
          <>
            <Telling answer={answer}>
              <p className="over">
                How was <code>{id}</code> decided?
              </p>
              <h1 lang={answer.header.language}>{answer.decision.sentences[0]?.text ?? id}</h1>
              <div className="over">
                <Marks of={answer.decision.sentences[0]?.records ?? []}>Rests on</Marks>
              </div>
              <Findings of={answer.findings.items} />
            </Telling>
            <Asking />
            <Made of={answer.header} recordedAt={answer.decision.recordedAt} />
            <Forms id={id} asked={asked} />
            <div className="beside">
              <aside aria-label="Sections of the answer">
                <Contents />
              </aside>
              <div>
                <Answered of={answer} headed />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

interface MadeProps {
  readonly of: MadeAnswer['header'];
  readonly recordedAt: string;
}

function Made({ of: header, recordedAt }: MadeProps) {
  const asked = useAsked();
  const { consumer, checkpoint, asOf } = header;
  return (
    <dl className="facts">
      <Fact name="Person">
        {consumer === undefined ? (
          'Not named'
        ) : (
          <Link to={`/consumers/${encodeURIComponent(consumer)}`}>{consumer}</Link>
        )}
      </Fact>
      <Fact name="Answer">
        <code>{header.id}</code>, made <Moment at={header.madeAt} />; its times are of {header.zone}
      </Fact>
      <Fact name="Known">
        {asOf === undefined
          ? `All ${header.size.toLocaleString('en')} records, up to position ${header.position}. `
          : `Only what was recorded by ${asOf}. `}
        {asOf === undefined && (
          <Link to={`?${new URLSearchParams({ ...asked, asOf: recordedAt })}`}>
            What was known when it was recorded
          </Link>
        )}
      </Fact>
      <Fact name="Digest">
        <code>{header.digest}</code>
      </Fact>
      <Fact name="Checkpoint">
        {checkpoint === null ? (
          'None is signed yet.'
        ) : (
          <>
            {checkpoint.origin}, {checkpoint.size.toLocaleString('en')} records, root <code>{checkpoint.root}</code>
            {checkpoint.covers ? '; it holds every record behind this answer.' : '; it does not hold every record yet.'}
          </>
        )}
      </Fact>
    </dl>
  );
}

function Forms({ id, asked }: { readonly id: string; readonly asked: Asked }) {
  const isAuditor = useRoles().includes('auditor');
  const decision = `/v1/decisions/${encodeURIComponent(id)}`;
  const explanation = `${decision}/explanation?${new URLSearchParams({ ...asked })}`;
  const file = `explanation-${id.replace(/[^A-Za-z0-9._-]/g, '-')}`;
  return (
    <div className="actions">
      <Save path={explanation} accept="text/html" as={`${file}.html`}>
        Save as page
      </Save>
      <Save path={explanation} accept="application/pdf" as={`${file}.pdf`}>
        Save as letter (PDF)
      </Save>
      <Save path={explanation} accept="application/provenance+json" as={`${file}.prov.json`}>
        Save as PROV-JSON
      </Save>
      {isAuditor && (
        <>
          <Save
            path={`${decision}/evidence`}
            accept="application/zip"
            as={`${file.replace('explanation', 'evidence')}.zip`}
          >
            Save evidence file
          </Save>
          <a href="/verify" target="_blank" rel="noreferrer">
            Check an evidence file
          </a>
          <Link to={`/decisions/${encodeURIComponent(id)}/replay`}>Replay record by record</Link>
        </>
      )}
    </div>
  );
}
