/** Which data protection authority hears a complaint, by the country whose law applies. Public facts, as the authorities publish them. */
export interface Authority {
  readonly name: string;
  readonly url: string;
}

const authorities: Readonly<Record<string, Authority>> = {
  AT: { name: 'Österreichische Datenschutzbehörde', url: 'https://www.dsb.gv.at' },
  CH: { name: 'Eidgenössischer Datenschutz- und Öffentlichkeitsbeauftragter', url: 'https://www.edoeb.admin.ch' },
  DE: { name: 'the data protection authority of the federal state', url: 'https://www.datenschutzkonferenz-online.de' },
  ES: { name: 'Agencia Española de Protección de Datos', url: 'https://www.aepd.es' },
  FR: { name: 'Commission nationale de l’informatique et des libertés', url: 'https://www.cnil.fr' },
  GB: { name: 'Information Commissioner’s Office', url: 'https://ico.org.uk/make-a-complaint' },
  IE: { name: 'Data Protection Commission', url: 'https://www.dataprotection.ie' },
  IT: { name: 'Garante per la protezione dei dati personali', url: 'https://www.garanteprivacy.it' },
  NL: { name: 'Autoriteit Persoonsgegevens', url: 'https://www.autoriteitpersoonsgegevens.nl' },
  'US-CA': { name: 'California Privacy Protection Agency', url: 'https://cppa.ca.gov' },
};

const elsewhere: Authority = {
  name: 'the data protection authority where the person lives',
  url: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en',
};

export function authorityOf(jurisdiction: string | undefined): Authority {
  return authorities[jurisdiction ?? ''] ?? elsewhere;
}
