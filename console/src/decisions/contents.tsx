/** The sections of an answer to go to. With addresses behind a hash, a link into the page would leave it. */
import { sections } from './answer-sections.js';

interface ContentsProps {
  readonly only?: readonly string[];
  readonly changed?: readonly string[];
}

export function Contents({ only, changed = [] }: ContentsProps) {
  return (
    <ul className="contents" aria-label="Sections">
      {sections
        .filter(([name]) => only === undefined || only.includes(name))
        .map(([name, heading]) => (
          <li key={name}>
            <button type="button" className="quiet" onClick={() => goTo(`s-${name}`)}>
              {heading}
            </button>
            {changed.includes(name) && <span className="tag">changed</span>}
          </li>
        ))}
    </ul>
  );
}

function goTo(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
