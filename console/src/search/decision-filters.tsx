/** By what decisions are chosen, wherever they are: what the registers hold is offered, so nobody has to know ids by heart. */
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api.js';
import { useRoles } from '../caller.js';
import { Choice, DayField, Field } from '../elements/search-form.js';

const KINDS = ['made', 'withheld'] as const;
const MANY = { params: { query: { limit: 500 } } };

/** What the address says of it. */
export function decisionFilterIn(parameters: URLSearchParams) {
  const text = (name: string) => parameters.get(name) ?? undefined;
  return {
    model: text('model'),
    version: text('version'),
    campaign: text('campaign'),
    policy: text('policy'),
    outcome: text('outcome'),
    processingPurpose: text('processingPurpose'),
    kind: KINDS.find((kind) => kind === parameters.get('kind')),
    from: text('from'),
    to: text('to'),
  };
}

export function DecisionFilters() {
  const policies = api.useQuery('get', '/v1/policies', MANY, { enabled: useReadsRegisters() });
  return (
    <>
      <ModelCampaignFields />
      <Field label="Policy" name="policy" offers={policies.data?.items.map(({ id }) => id)} />
      <Field label="Outcome" name="outcome" />
      <Field label="Purpose of the decision" name="processingPurpose" placeholder="dpv:Marketing" />
      <Choice label="Made or withheld" name="kind" values={KINDS} />
      <DayField label="From (day, UTC)" name="from" />
      <DayField label="Before (day, UTC)" name="to" />
    </>
  );
}

/** Versions are offered as soon as a model is named that the register holds. */
export function ModelCampaignFields() {
  const [parameters] = useSearchParams();
  const [model, setModel] = useState(parameters.get('model') ?? '');
  const enabled = useReadsRegisters();
  const models = api.useQuery('get', '/v1/models', MANY, { enabled });
  const campaigns = api.useQuery('get', '/v1/campaigns', MANY, { enabled });
  const known = models.data?.items.some(({ id }) => id === model) ?? false;
  const one = api.useQuery('get', '/v1/models/{id}', { params: { path: { id: model } } }, { enabled: known });
  return (
    <>
      <Field
        label="Model"
        name="model"
        offers={models.data?.items.map(({ id }) => id)}
        onChange={({ currentTarget }) => setModel(currentTarget.value)}
      />
      <Field label="Version" name="version" offers={known ? Object.keys(one.data?.versions ?? {}) : []} />
      <Field label="Campaign" name="campaign" offers={campaigns.data?.items.map(({ id }) => id)} />
    </>
  );
}

/** The registers are for auditors. */
function useReadsRegisters(): boolean {
  return useRoles().includes('auditor');
}
