/** An error as a page, for people who opened their own page in a browser: what is wrong and what to do, in their language, and the problem details beneath. */
import { hash } from 'node:crypto';
import { type ErrorKind, errorTable } from '../record/ledger-error.js';
import type { PageLanguage } from './languages.js';
import type { ProblemDetails } from './problem-details.js';

type Words = Readonly<Record<ErrorKind | 'heading', string>>;

/** Details are written for those who call the service; a person is told by the kind of the error. */
const words: Readonly<Record<PageLanguage, Words>> = {
  en: {
    heading: 'This page cannot be shown',
    invalid: 'Something that was sent cannot be used. Go back, look at what you entered, and send it again.',
    missing: 'What you asked for is not recorded about you.',
    conflict: 'This cannot be done as things stand, for example because data is kept for a legal claim.',
    forbidden: 'This link does not open this page: it may have expired, or it was not copied whole. Ask for a new one.',
    unavailable: 'The service cannot do this now. Wait a little and try again.',
    corrupt: 'Something is wrong with the stored data. Tell us the number below, so that we can look into it.',
  },
  de: {
    heading: 'Diese Seite kann nicht gezeigt werden',
    invalid:
      'Etwas, das gesendet wurde, ist nicht zu verwenden. Gehen Sie zurück, prüfen Sie Ihre Angaben und senden Sie sie noch einmal.',
    missing: 'Was Sie wollten, ist nicht über Sie festgehalten.',
    conflict: 'Das geht nicht, wie die Dinge stehen, etwa weil Daten für einen Rechtsstreit aufbewahrt werden.',
    forbidden:
      'Dieser Link öffnet diese Seite nicht: Er ist vielleicht abgelaufen oder wurde nicht ganz kopiert. Bitten Sie um einen neuen.',
    unavailable: 'Der Dienst kann das gerade nicht. Warten Sie ein wenig und versuchen Sie es noch einmal.',
    corrupt:
      'Mit den gespeicherten Daten stimmt etwas nicht. Nennen Sie uns die Nummer unten, damit wir dem nachgehen können.',
  },
  fr: {
    heading: 'Cette page ne peut pas être affichée',
    invalid:
      'Une partie de ce qui a été envoyé n’est pas utilisable. Revenez en arrière, vérifiez ce que vous avez saisi et envoyez-le à nouveau.',
    missing: 'Ce que vous avez demandé n’est pas enregistré à votre sujet.',
    conflict:
      'Ce n’est pas possible en l’état, par exemple parce que des données sont conservées pour une action en justice.',
    forbidden:
      'Ce lien n’ouvre pas cette page : il a peut-être expiré ou n’a pas été copié en entier. Demandez-en un nouveau.',
    unavailable: 'Le service ne peut pas le faire pour le moment. Attendez un peu et réessayez.',
    corrupt:
      'Les données conservées présentent une anomalie. Indiquez-nous le numéro ci-dessous pour que nous puissions l’examiner.',
  },
  es: {
    heading: 'Esta página no se puede mostrar',
    invalid: 'Algo de lo que se envió no se puede usar. Vuelva atrás, revise lo que ha escrito y envíelo de nuevo.',
    missing: 'Lo que ha pedido no consta sobre usted.',
    conflict:
      'Tal como están las cosas no es posible, por ejemplo porque se conservan datos para una reclamación legal.',
    forbidden: 'Este enlace no abre esta página: puede haber caducado o no haberse copiado entero. Pida uno nuevo.',
    unavailable: 'El servicio no puede hacerlo ahora. Espere un poco e inténtelo de nuevo.',
    corrupt: 'Hay un problema con los datos guardados. Díganos el número de abajo para que podamos investigarlo.',
  },
};

export function problemPage({ code, detail, traceId }: ProblemDetails, language: PageLanguage): string {
  const { heading, ...kinds } = words[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${heading}</title><style>${STYLE}</style></head>
<body><main><h1>${heading}</h1><p>${kinds[errorTable[code].kind]}</p><p lang="en"><small>${entities(detail)}</small></p><p><small>${entities(traceId ?? '')}</small></p></main></body></html>
`;
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; font: 1.06rem/1.55 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; }
`;

export const PROBLEM_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
