/** Vorschriften und warum sie gelten oder nicht, auf Deutsch; siehe `en-regimes.ts`. */
import type { regimes as english } from './en-regimes.js';

export const regimes: { readonly [key in keyof typeof english]: string } = {
  'word.article': 'Art. {article}{paragraph, select, none {} other { Abs. {paragraph}}} DSGVO',

  'regime.law.gdpr-12-15': 'Art. 12 bis 15 DSGVO',
  'regime.law.gdpr-21-2': 'Art. 21 Abs. 2 und 3 DSGVO',
  'regime.law.gdpr-22': 'Art. 22 DSGVO',
  'regime.law.gdpr-15-1-h': 'Art. 15 Abs. 1 Buchst. h DSGVO in der Auslegung der Rechtssache C-203/22',
  'regime.law.dsa-26': 'Art. 26 des Gesetzes über digitale Dienste (DSA)',
  'regime.law.dsa-27': 'Art. 27 des Gesetzes über digitale Dienste (DSA)',
  'regime.law.ccpa-admt': 'die kalifornischen Vorschriften zum CCPA über automatisierte Entscheidungsverfahren',
  'regime.law.ai-act-86': 'Art. 86 der KI-Verordnung der EU',
  'regime.law.uk-22a-d': 'Art. 22A bis 22D der UK GDPR',

  'regime.because.data-used':
    'es wurden personenbezogene Daten verwendet; die Person darf also fragen, was gespeichert ist, woher es kam und wer es erhielt',
  'regime.because.purpose-unknown':
    'ein Zweck wurde nicht gemeldet; in einem Verzeichnis von Werbeentscheidungen wird angenommen, dass das Widerspruchsrecht gegen Direktwerbung gilt',
  'regime.because.marketing': 'der Zweck ist Werbung; dem darf die Person jederzeit ohne Begründung widersprechen',
  'regime.because.not-marketing': 'der gemeldete Zweck ist keine Werbung',
  'regime.because.on-platform': 'die Werbung wurde auf einer Online-Plattform gezeigt',
  'regime.because.not-on-platform':
    'dass eine Online-Plattform sie gezeigt hat, ist nicht festgehalten{channel, select, none {} other {; der Kanal war „{channel}“}}',
  'regime.because.ranked':
    'eine Online-Plattform, die ordnet, was sie zeigt, muss die wichtigsten Parameter dafür angeben',
  'regime.because.not-ranked':
    'dass ein Empfehlungssystem einer Online-Plattform beteiligt war, ist nicht festgehalten{channel, select, none {} other {; der Kanal war „{channel}“}}',
  'regime.because.not-california': 'dass die Person in Kalifornien lebt, ist nicht festgehalten',
  'regime.because.significant-california':
    'die Entscheidung wurde als erheblich für eine Person in Kalifornien gemeldet',
  'regime.because.advertising-only': 'Werbung allein ist nach diesen Vorschriften keine erhebliche Entscheidung',
  'regime.because.not-high-risk':
    'er gilt nur für Hochrisiko-Systeme nach Anhang III, und Werbung ist dort nicht aufgeführt',
  'regime.because.annex-unknown':
    'die Wirkung wurde als erheblich gemeldet, aber nirgends ist festgehalten, dass das System unter Anhang III fällt; das muss der Betreiber sagen',
  'regime.because.not-uk': 'dass die Person im Vereinigten Königreich ist, ist nicht festgehalten',
  'regime.because.automation-unknown':
    'der Grad der Automatisierung wurde nicht gemeldet; dass allein ein Computer entschied, lässt sich also nicht sagen',
  'regime.because.human': 'ein Mensch war an der Entscheidung beteiligt',
  'regime.because.not-significant':
    'die Entscheidung fiel automatisiert, hat aber keine rechtliche Wirkung und beeinträchtigt nicht in ähnlicher Weise erheblich',
  'regime.because.automated-significant':
    'die Entscheidung fiel vollständig automatisiert und hat rechtliche Wirkung oder beeinträchtigt in ähnlicher Weise erheblich',
};
