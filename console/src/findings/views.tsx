/** The view of all findings. */
import type { View } from '../view.js';
import { Findings } from './findings.js';

export const findingViews: readonly View[] = [
  {
    path: '/findings',
    name: 'Findings',
    says: 'What went wrong, by which law, with the records that show it; acknowledge, remedy or dismiss it.',
    roles: ['auditor', 'privacy-officer'],
    element: <Findings />,
  },
];
