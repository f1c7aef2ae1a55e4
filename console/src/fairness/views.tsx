/** The view of fairness. */
import type { View } from '../view.js';
import { Fairness } from './fairness.js';

export const fairnessViews: readonly View[] = [
  {
    path: '/fairness',
    name: 'Fairness',
    says: 'How decisions fell out for groups of people: selection rates, error rates, how far groups lie apart, month by month.',
    roles: ['auditor'],
    element: <Fairness />,
  },
];
