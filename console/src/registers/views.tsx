/** The registers' views. */
import type { View } from '../view.js';
import { Register } from './register.js';
import { Registered } from './registered.js';

export const registerViews: readonly View[] = [
  {
    path: '/registers',
    name: 'Registers',
    says: 'Models, campaigns, policies and people of the organisation: what is true of each now, and how it came to be so.',
    roles: ['auditor'],
    element: <Register />,
  },
  { path: '/registers/:kind/:id', says: 'One of them', roles: ['auditor'], element: <Registered /> },
];
