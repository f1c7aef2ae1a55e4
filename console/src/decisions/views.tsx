/** The views of one decision: where its id is typed, the answer, and the replay. */
import type { View } from '../view.js';
import { Decision } from './decision.js';
import { Explain } from './explain.js';
import { Replay } from './replay.js';
import './decisions.css';

export const answerViews: readonly View[] = [
  {
    path: '/explain',
    name: 'Explain a decision',
    says: 'How a decision was made, or what became of a message: type its id, and read the answer, with the records it rests on.',
    roles: ['support', 'auditor'],
    element: <Explain />,
  },
  { path: '/decisions/:id', says: 'The answer', roles: ['support', 'auditor'], element: <Decision /> },
  { path: '/decisions/:id/replay', says: 'Its records, one by one', roles: ['auditor'], element: <Replay /> },
];
