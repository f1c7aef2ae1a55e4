/** The view of the producers. */
import type { View } from '../view.js';
import { SourceList } from './source-list.js';

export const sourceViews: readonly View[] = [
  {
    path: '/sources',
    name: 'Sources',
    says: 'Each producer: what it sent, gaps in its numbering, and when it was last heard.',
    roles: ['auditor', 'operator'],
    element: <SourceList />,
  },
];
