/** An ICU message as its parser sees it. */
import { IntlMessageFormat } from 'intl-messageformat';

export interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly object[] }>>;
}

export function parsed(pattern: string): readonly object[] {
  return new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true }).getAst();
}

/** Names of the values that a pattern shows or selects on. */
export function namesIn(elements: readonly object[]): readonly string[] {
  return elements.flatMap((element) => {
    // Literal text names nothing.
    const { type, value, options = {} } = element as Part;
    const named = type === 0 || value === undefined ? [] : [value];
    return [...named, ...Object.values(options).flatMap((option) => namesIn(option.value))];
  });
}
