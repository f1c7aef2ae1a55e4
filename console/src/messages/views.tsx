/** The view of one message. */
import type { View } from '../view.js';
import { Message } from './message.js';

export const messageViews: readonly View[] = [
  { path: '/messages/:id', says: 'What became of a message', roles: ['support', 'auditor'], element: <Message /> },
];
