/** The consumers' views. */
import type { View } from '../view.js';
import { Consumer } from './consumer.js';
import { LookUp } from './look-up.js';
import './consumers.css';

const roles: View['roles'] = ['support', 'auditor', 'privacy-officer'];

export const consumerViews: readonly View[] = [
  {
    path: '/consumers',
    name: 'Consumers',
    says: 'One person: what is held about them, what they agreed to, what was decided, and what can be done for them.',
    roles,
    element: <LookUp />,
  },
  { path: '/consumers/:consumer', says: 'One of them', roles, element: <Consumer /> },
];
