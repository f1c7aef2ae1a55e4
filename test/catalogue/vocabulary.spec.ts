/** The vocabulary: names and broader terms as published, words of our own, and what follows from them. */
import { existsSync, readFileSync } from 'node:fs';
import {
  allTerms,
  ancestors,
  covers,
  isKnown,
  isSpecialCategory,
  kindOf,
  label,
  sentence,
} from '../../src/catalogue/vocabulary.js';

const terms = [...allTerms()];

describe('the vocabulary', () => {
  it('holds the published terms with labels of their own', () => {
    expect(terms).toHaveLength(487);
    const count = (kind: string) => terms.filter(([, term]) => term.kind === kind).length;
    expect(
      ['purpose', 'legalBasis', 'dataCategory', 'right', 'notice', 'consentType', 'consentStatus'].map(count),
    ).toEqual([123, 43, 265, 31, 7, 5, 13]);
    expect(terms.filter(([, term]) => term.label === '')).toEqual([]);
    const labels = new Set(terms.map(([, term]) => term.label));
    expect(labels.size).toBe(terms.length);
  });

  it('says every purpose, legal basis, consent type and right of a person in a sentence', () => {
    const silent = terms.filter(([name, term]) => {
      const needs =
        ['purpose', 'legalBasis', 'consentType', 'consentStatus'].includes(term.kind) || name.startsWith('eu-gdpr:A');
      return needs && term.sentence === undefined;
    });
    expect(silent.map(([name]) => name)).toEqual(['dpv:Purpose', 'dpv:Sector']);
    expect(terms.filter(([, term]) => term.sentence !== undefined && !/^[A-Z].*\.$/.test(term.sentence))).toEqual([]);
  });

  it('names as broader only terms it knows, or the three at the top that DPV keeps elsewhere', () => {
    const outside = new Set(terms.flatMap(([, term]) => term.broader).filter((broader) => !isKnown(broader)));
    expect([...outside].sort()).toEqual(['dpv:OrganisationalMeasure', 'dpv:RecordsOfActivities', 'dpv:Status']);
  });

  it('knows that a purpose covers its descendants and nothing beside or above it', () => {
    expect(covers('dpv:Marketing', 'dpv:TargetedAdvertising')).toBe(true);
    expect(covers('dpv:Personalisation', 'dpv:TargetedAdvertising')).toBe(true);
    expect(covers('dpv:PersonalisedAdvertising', 'dpv:PersonalisedAdvertising')).toBe(true);
    expect(covers('dpv:TargetedAdvertising', 'dpv:Marketing')).toBe(false);
    expect(covers('dpv:DirectMarketing', 'dpv:PersonalisedAdvertising')).toBe(false);
    expect(covers('shop:own-purpose', 'shop:own-purpose')).toBe(true);
    expect(covers('dpv:Purpose', 'shop:own-purpose')).toBe(false);
    expect(ancestors('dpv:DirectMarketing')).toEqual(['dpv:Marketing', 'dpv:Purpose']);
    expect(ancestors('shop:own-purpose')).toEqual([]);
  });

  it('knows which data need special care', () => {
    const special = [
      'pd:Religion',
      'pd:HealthRecord',
      'pd:SexualPreference',
      'pd:TradeUnionMembership',
      'pd:EthnicOrigin',
    ];
    for (const term of [...special, 'pd:CriminalConviction', 'pd:Vulnerability'])
      expect([term, isSpecialCategory(term)]).toEqual([term, true]);
    for (const term of ['pd:Purchase', 'pd:Gender', 'pd:Country', 'shop:x'])
      expect([term, isSpecialCategory(term)]).toEqual([term, false]);
  });

  it('gives words where it has some and the term itself where it has none', () => {
    expect(label('pd:Purchase')).toBe('purchases');
    expect(label('pd:Purchase', 'de')).toBe('Käufe');
    expect(label('pd:Purchase', 'de-AT')).toBe('Käufe');
    expect(label('pd:Tattoo', 'fr')).toBe('tattoos');
    expect(label('shop:own')).toBe('shop:own');
    expect(sentence('dpv:PersonalisedAdvertising')).toBe('To choose advertisements by what is known about you.');
    expect(sentence('shop:own')).toBeNull();
    expect([kindOf('eu-gdpr:A15'), kindOf('constructor')]).toEqual(['right', null]);
  });
});

const published = new URL('../../../shared/data/dpv-2.3-terms.csv', import.meta.url);
const beside = existsSync(published);
if (!beside) {
  process.stderr.write(
    'SKIPPED: the published list of DPV terms is not here; the vocabulary was not compared with it.\n',
  );
}

(beside ? describe : describe.skip)('the vocabulary beside the list that W3C DPV 2.3 publishes', () => {
  it('has the same terms, kinds and broader terms', () => {
    const rows = readFileSync(published, 'utf8').trim().split(/\r?\n/).slice(1).map(cells);
    const facts = rows.map(([kind, term, , broader]) => [term, kind, (broader ?? '').split(' ').filter(Boolean)]);
    expect(terms.map(([name, term]) => [name, term.kind, term.broader])).toEqual(facts);
  });
});

/** A row of CSV whose cells may stand in quotes. */
function cells(row: string): readonly string[] {
  return [...row.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((match) => match[2] ?? match[1] ?? '');
}
