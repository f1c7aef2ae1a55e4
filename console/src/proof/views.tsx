/** The view of proofs. */
import type { View } from '../view.js';
import { Proof } from './proof.js';

export const proofViews: readonly View[] = [
  {
    path: '/proof',
    name: 'Proof',
    says: 'Compute in your browser that the history was not rewritten, and that a record stands in it.',
    roles: ['auditor', 'support', 'privacy-officer'],
    element: <Proof />,
  },
];
