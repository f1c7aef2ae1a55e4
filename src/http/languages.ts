/** The languages of the pages that people read, and which of them a request asks for. */

export const pageLanguages = ['en', 'de', 'fr', 'es'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

/** The first language of `Accept-Language` that there is, by its weights (RFC 9110 §12.5.4); English where there is none. */
export function languageFor(accepted: string | undefined): PageLanguage {
  const wished = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part
        .trim()
        .toLowerCase()
        .split(/;\s*q=/);
      return { code: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { code } of wished) {
    const known = pageLanguages.find((language) => language === code);
    if (known !== undefined) return known;
  }
  return 'en';
}

/** For a page that has to be shown whatever was asked: the parameter `language` where it names one, else `Accept-Language`. */
export function languageAsked(query: unknown, accepted: string | undefined): PageLanguage {
  const named: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'language') : undefined;
  return pageLanguages.find((language) => language === named) ?? languageFor(accepted);
}
