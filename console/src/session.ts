/**
 * Who is at the console and why they read: the token and the purpose. They are kept for as long as the tab is open and are sent as headers, never as
 * a cookie, so no other site can act in anybody's name.
 */
import { useSyncExternalStore } from 'react';

export interface Session {
  readonly token: string;
  /** Why this person's record is read; it is recorded with each read. */
  readonly purpose: string;
}

const KEY = 'ledger-console';
const NOBODY: Session = { token: '', purpose: '' };
const listeners = new Set<() => void>();
let session = stored();

export function currentSession(): Session {
  return session;
}

export function changeSession(change: Partial<Session>): void {
  session = { ...session, ...change };
  sessionStorage.setItem(KEY, JSON.stringify(session));
  for (const listener of listeners) listener();
}

export function endSession(): void {
  changeSession(NOBODY);
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(): Session {
  const text = sessionStorage.getItem(KEY);
  return text === null ? NOBODY : { ...NOBODY, ...(JSON.parse(text) as Partial<Session>) };
}
