/** Les textes de loi et pourquoi ils s’appliquent ou non, en français ; voir `en-regimes.ts`. */
import type { regimes as english } from './en-regimes.js';

export const regimes: { readonly [key in keyof typeof english]: string } = {
  'word.article': 'art. {article}{paragraph, select, none {} other {, paragraphe {paragraph},}} du RGPD',

  'regime.law.gdpr-12-15': 'articles 12 à 15 du RGPD',
  'regime.law.gdpr-21-2': 'article 21, paragraphes 2 et 3, du RGPD',
  'regime.law.gdpr-22': 'article 22 du RGPD',
  'regime.law.gdpr-15-1-h': 'article 15, paragraphe 1, point h), du RGPD, tel qu’interprété dans l’affaire C-203/22',
  'regime.law.dsa-26': 'article 26 du règlement sur les services numériques (DSA)',
  'regime.law.dsa-27': 'article 27 du règlement sur les services numériques (DSA)',
  'regime.law.ccpa-admt': 'règles californiennes (CCPA) sur les technologies de décision automatisée',
  'regime.law.ai-act-86': 'article 86 du règlement de l’UE sur l’intelligence artificielle',
  'regime.law.uk-22a-d': 'articles 22A à 22D du RGPD britannique (UK GDPR)',

  'regime.because.data-used':
    'des données à caractère personnel ont été utilisées ; la personne peut donc demander ce qui est conservé, d’où cela vient et qui l’a reçu',
  'regime.because.purpose-unknown':
    'aucune finalité n’a été indiquée ; dans un registre de décisions de prospection, on considère que le droit de s’opposer à la prospection s’applique',
  'regime.because.marketing':
    'la finalité est la prospection, à laquelle la personne peut s’opposer à tout moment et sans motif',
  'regime.because.not-marketing': 'la finalité indiquée n’est pas la prospection',
  'regime.because.on-platform': 'la publicité a été montrée sur une plateforme en ligne',
  'regime.because.not-on-platform':
    'rien n’indique qu’une plateforme en ligne l’ait montrée{channel, select, none {} other { ; le canal était « {channel} »}}',
  'regime.because.ranked':
    'une plateforme en ligne qui classe ce qu’elle montre doit indiquer ses principaux paramètres',
  'regime.because.not-ranked':
    'rien n’indique qu’un système de recommandation d’une plateforme en ligne soit intervenu{channel, select, none {} other { ; le canal était « {channel} »}}',
  'regime.because.not-california': 'rien n’indique que la personne vive en Californie',
  'regime.because.significant-california':
    'la décision a été signalée comme importante pour une personne en Californie',
  'regime.because.advertising-only': 'la publicité seule n’est pas une décision importante selon ces règles',
  'regime.because.not-high-risk':
    'il ne vise que les systèmes à haut risque de l’annexe III, et la publicité n’y figure pas',
  'regime.because.annex-unknown':
    'l’effet a été signalé comme significatif, mais rien n’indique que le système relève de l’annexe III ; c’est au déployeur de le dire',
  'regime.because.not-uk': 'rien n’indique que la personne soit au Royaume-Uni',
  'regime.because.automation-unknown':
    'le degré d’automatisation n’a pas été indiqué ; on ne peut donc pas dire que la décision était entièrement automatisée',
  'regime.because.human': 'une personne a pris part à la décision',
  'regime.because.not-significant':
    'la décision était automatisée, mais elle n’a pas d’effet juridique et n’affecte pas de manière significative de façon similaire',
  'regime.because.automated-significant':
    'la décision était entièrement automatisée et produit un effet juridique ou affecte de manière significative de façon similaire',
};
