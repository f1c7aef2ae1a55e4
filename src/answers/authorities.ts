/** Which data protection authority hears a complaint, by the country whose law applies. Public facts, as the authorities publish them. */
import { ApiProperty } from '@nestjs/swagger';
import type { LanguageCode } from './narrative/narrator.js';

export class Authority {
  @ApiProperty() readonly name!: string;
  @ApiProperty({ format: 'uri' }) readonly url!: string;
}

interface Known {
  /** As the authority calls itself, or in words of each language where it has no one name. */
  readonly name: string | { readonly [language in LanguageCode]: string };
  readonly url: string;
}

const authorities: Readonly<Record<string, Known>> = {
  AT: { name: 'Österreichische Datenschutzbehörde', url: 'https://www.dsb.gv.at' },
  CH: { name: 'Eidgenössischer Datenschutz- und Öffentlichkeitsbeauftragter', url: 'https://www.edoeb.admin.ch' },
  DE: {
    name: {
      en: 'the data protection authority of the federal state',
      de: 'die Datenschutzaufsichtsbehörde des Bundeslandes',
      fr: 'l’autorité de protection des données du Land',
      es: 'la autoridad de protección de datos del estado federado',
    },
    url: 'https://www.datenschutzkonferenz-online.de',
  },
  ES: { name: 'Agencia Española de Protección de Datos', url: 'https://www.aepd.es' },
  FR: { name: 'Commission nationale de l’informatique et des libertés', url: 'https://www.cnil.fr' },
  GB: { name: 'Information Commissioner’s Office', url: 'https://ico.org.uk/make-a-complaint' },
  IE: { name: 'Data Protection Commission', url: 'https://www.dataprotection.ie' },
  IT: { name: 'Garante per la protezione dei dati personali', url: 'https://www.garanteprivacy.it' },
  NL: { name: 'Autoriteit Persoonsgegevens', url: 'https://www.autoriteitpersoonsgegevens.nl' },
  'US-CA': { name: 'California Privacy Protection Agency', url: 'https://cppa.ca.gov' },
};

const elsewhere: Known = {
  name: {
    en: 'the data protection authority where the person lives',
    de: 'die Datenschutzaufsichtsbehörde am Wohnort der Person',
    fr: 'l’autorité de protection des données du lieu où vit la personne',
    es: 'la autoridad de protección de datos del lugar donde vive la persona',
  },
  url: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en',
};

export function authorityOf(jurisdiction: string | undefined, language: LanguageCode): Authority {
  const { name, url } = authorities[jurisdiction ?? ''] ?? elsewhere;
  return { name: typeof name === 'string' ? name : name[language], url };
}
