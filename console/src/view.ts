/** A view of the console: its place, what it is for, and the roles that can read what it shows. */
import type { ReactNode } from 'react';
import type { Role } from './caller.js';

export interface View {
  /** As the router writes it. */
  readonly path: string;
  /** In the navigation; absent for what is reached from another view. */
  readonly name?: string;
  readonly says: string;
  readonly roles: readonly Role[];
  readonly element: ReactNode;
}
