/** Las normas y por qué se aplican o no, en español; véase `en-regimes.ts`. */
import type { regimes as english } from './en-regimes.js';

export const regimes: { readonly [key in keyof typeof english]: string } = {
  'word.article': 'art. {article}{paragraph, select, none {} other {, apartado {paragraph},}} del RGPD',

  'regime.law.gdpr-12-15': 'artículos 12 a 15 del RGPD',
  'regime.law.gdpr-21-2': 'artículo 21, apartados 2 y 3, del RGPD',
  'regime.law.gdpr-22': 'artículo 22 del RGPD',
  'regime.law.gdpr-15-1-h': 'artículo 15, apartado 1, letra h), del RGPD, según el asunto C-203/22',
  'regime.law.dsa-26': 'artículo 26 del Reglamento de Servicios Digitales (DSA)',
  'regime.law.dsa-27': 'artículo 27 del Reglamento de Servicios Digitales (DSA)',
  'regime.law.ccpa-admt': 'normas de California (CCPA) sobre tecnologías de decisión automatizada',
  'regime.law.ai-act-86': 'artículo 86 del Reglamento de Inteligencia Artificial de la UE',
  'regime.law.uk-22a-d': 'artículos 22A a 22D del RGPD del Reino Unido (UK GDPR)',

  'regime.because.data-used':
    'se usaron datos personales, así que la persona puede preguntar qué se conserva, de dónde vino y quién lo recibió',
  'regime.because.purpose-unknown':
    'no se comunicó ningún fin; en un registro de decisiones de mercadotecnia se entiende que se aplica el derecho a oponerse a la mercadotecnia directa',
  'regime.because.marketing':
    'el fin es la mercadotecnia, a la que la persona puede oponerse en cualquier momento y sin dar motivos',
  'regime.because.not-marketing': 'el fin comunicado no es la mercadotecnia',
  'regime.because.on-platform': 'el anuncio se mostró en una plataforma en línea',
  'regime.because.not-on-platform':
    'no consta que lo mostrara una plataforma en línea{channel, select, none {} other {; el canal fue «{channel}»}}',
  'regime.because.ranked': 'una plataforma en línea que ordena lo que muestra debe indicar sus parámetros principales',
  'regime.because.not-ranked':
    'no consta que interviniera un sistema de recomendación de una plataforma en línea{channel, select, none {} other {; el canal fue «{channel}»}}',
  'regime.because.not-california': 'no consta que la persona viva en California',
  'regime.because.significant-california': 'se comunicó que la decisión es importante para una persona en California',
  'regime.because.advertising-only': 'la publicidad por sí sola no es una decisión importante según estas normas',
  'regime.because.not-high-risk':
    'solo abarca los sistemas de alto riesgo del anexo III, y la publicidad no figura en él',
  'regime.because.annex-unknown':
    'se comunicó que el efecto es significativo, pero no consta que el sistema entre en el anexo III; debe decirlo el responsable del despliegue',
  'regime.because.not-uk': 'no consta que la persona esté en el Reino Unido',
  'regime.because.automation-unknown':
    'no se comunicó el grado de automatización, así que no puede decirse que la decisión fuera totalmente automatizada',
  'regime.because.human': 'en la decisión participó una persona',
  'regime.because.not-significant':
    'la decisión fue automatizada, pero no produce efectos jurídicos ni afecta significativamente de modo similar',
  'regime.because.automated-significant':
    'la decisión fue totalmente automatizada y produce efectos jurídicos o afecta significativamente de modo similar',
};
