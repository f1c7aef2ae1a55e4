/** The web console: what auditors, support and privacy officers do with the ledger every day, over the same interface that outsiders' tools use. */
import './style.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { HashRouter } from 'react-router';
import { queries } from './api.js';
import { Console } from './console.js';

const root = document.getElementById('console');
if (root === null) throw new Error('The page has no place for the console.');

// Ids of decisions and pseudonyms stand behind the hash, so they reach neither a proxy's log nor a referrer.
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <HashRouter>
        <Console />
      </HashRouter>
    </QueryClientProvider>
  </StrictMode>,
);
