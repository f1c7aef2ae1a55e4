/** A form that sends one command: what is missing the browser says, what is wrong the service says, and nothing is sent twice. */
import type { FormEvent, ReactNode } from 'react';
import { Problem } from './problem.js';

interface CommandProps {
  /** On the button, in the imperative. */
  readonly does: string;
  /** It cannot be undone. */
  readonly danger?: boolean;
  /** Of the mutation: whether it is under way, and what went wrong. */
  readonly sent: { readonly isPending: boolean; readonly error: unknown };
  readonly onSend: (fields: Fields) => void;
  readonly children?: ReactNode;
}

export function Command({ does, danger = false, sent, onSend, children }: CommandProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSend(new Fields(new FormData(event.currentTarget)));
  };
  return (
    <form className="stack" onSubmit={send}>
      {children}
      <div>
        <button type="submit" className={danger ? 'danger' : ''} disabled={sent.isPending}>
          {sent.isPending ? 'Recording…' : does}
        </button>
      </div>
      {sent.error !== null && <Problem of={sent.error} />}
    </form>
  );
}

/** What was filled in; an empty field was not. */
export class Fields {
  constructor(private readonly form: FormData) {}

  text(name: string): string {
    return this.optional(name) ?? '';
  }

  optional(name: string): string | undefined {
    const value = this.form.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  }
}
