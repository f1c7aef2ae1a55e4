/** A form that asks for a list or a figure: what is filled in stands in the address, so that a view can be linked to. For what is nobody's personal data only. */
import { type FormEvent, Fragment, type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { queries } from '../api.js';

interface SearchFormProps {
  /** On the button, in the imperative. */
  readonly does: string;
  /** What is read; asked for once more with nothing changed, it is read anew. */
  readonly path: string;
  /** Fills in what was left open. */
  readonly complete?: (asked: URLSearchParams) => void;
  readonly children: ReactNode;
}

export function SearchForm({ does, path, complete, children }: SearchFormProps) {
  const [parameters, setParameters] = useSearchParams();
  const { pathname } = useLocation();
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget))
      if (typeof value === 'string' && value.trim() !== '') asked.set(name, value.trim());
    complete?.(asked);
    if (asked.toString() === parameters.toString()) void queries.resetQueries({ queryKey: ['get', path] });
    else setParameters(asked);
  };
  return (
    <form className="filters" onSubmit={ask}>
      {/* The fields follow the address; the button keeps the focus. */}
      <Fragment key={parameters.toString()}>{children}</Fragment>
      <div className="actions">
        <button type="submit">{does}</button>
        <Link to={pathname}>Clear</Link>
      </div>
    </form>
  );
}

interface FieldProps
  extends Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'type' | 'min' | 'max' | 'required' | 'placeholder' | 'onChange' | 'pattern' | 'title'
  > {
  readonly label: string;
  readonly name: string;
  /** Values that are offered; any other may be typed. */
  readonly offers?: readonly string[];
}

/** It shows what the address says. */
export function Field({ label, name, offers = [], ...input }: FieldProps) {
  const [parameters] = useSearchParams();
  const id = useId();
  return (
    <label>
      {label}
      <input
        name={name}
        defaultValue={parameters.get(name) ?? ''}
        autoComplete="off"
        spellCheck={false}
        list={offers.length > 0 ? id : undefined}
        {...input}
      />
      {offers.length > 0 && (
        <datalist id={id}>
          {offers.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </label>
  );
}

/** A day of UTC, as the service counts them. An instant that came with a link stays one. */
export function DayField({ label, name }: { readonly label: string; readonly name: string }) {
  const [parameters] = useSearchParams();
  return (
    <Field label={label} name={name} type={/^(\d{4}-\d\d-\d\d)?$/.test(parameters.get(name) ?? '') ? 'date' : 'text'} />
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly values: readonly string[];
}

export function Choice({ label, name, values }: ChoiceProps) {
  const [parameters] = useSearchParams();
  return (
    <label>
      {label}
      <select name={name} defaultValue={parameters.get(name) ?? ''}>
        <option value="">any</option>
        {values.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </label>
  );
}
