/** One person, as the caller's role may see them: the overview for support and auditors, the state of protection for privacy officers. */
import { useParams } from 'react-router';
import { api } from '../api.js';
import { Loaded } from '../elements/loaded.js';
import { NeedsPurpose } from '../purpose.js';
import { ForThePerson } from './for-the-person.js';
import { Overview } from './overview.js';
import { Protection } from './protection.js';
import { Records } from './records.js';
import { Unmask } from './unmask.js';

export function Consumer() {
  const { consumer = '' } = useParams();
  return (
    <NeedsPurpose>
      <One key={consumer} consumer={consumer} />
    </NeedsPurpose>
  );
}

function One({ consumer }: { readonly consumer: string }) {
  const caller = api.useQuery('get', '/v1/whoami');
  return (
    <>
      <h1>
        Consumer <code>{consumer}</code>
      </h1>
      <Loaded query={caller}>
        {({ roles, id }) => (
          <>
            {roles.includes('privacy-officer') && <Protection consumer={consumer} caller={id} />}
            {(roles.includes('support') || roles.includes('auditor')) && (
              <Seen consumer={consumer} support={roles.includes('support')} auditor={roles.includes('auditor')} />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

interface SeenProps {
  readonly consumer: string;
  readonly support: boolean;
  readonly auditor: boolean;
}

function Seen({ consumer, support, auditor }: SeenProps) {
  const query = api.useQuery('get', '/v1/consumers/{consumer}', { params: { path: { consumer } } });
  return (
    <Loaded query={query}>
      {(overview) => (
        <Overview
          of={overview}
          support={support}
          actions={
            <>
              {support && <ForThePerson consumer={consumer} />}
              {auditor && <Unmask consumer={consumer} />}
            </>
          }
          below={<Records consumer={consumer} support={support} />}
        />
      )}
    </Loaded>
  );
}
