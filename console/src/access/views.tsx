/** The view of who read what. */
import type { View } from '../view.js';
import { AccessList } from './access-list.js';

export const accessViews: readonly View[] = [
  {
    path: '/access',
    name: 'Access',
    says: 'Who read whose record, in which role and for which purpose.',
    roles: ['auditor', 'privacy-officer'],
    element: <AccessList />,
  },
];
