/** The view of all decisions. */
import type { View } from '../view.js';
import { Decisions } from './decisions.js';
import './auditing.css';

export const searchViews: readonly View[] = [
  {
    path: '/decisions',
    name: 'Decisions',
    says: 'All decisions, by model, campaign, outcome or day; a random sample for an audit, and lists to save.',
    roles: ['auditor'],
    element: <Decisions />,
  },
];
