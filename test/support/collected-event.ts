/** A producer's report that something about a person was collected. */
export function collectedEvent(id: string, subject: string, name: string): object {
  return {
    id,
    source: 'urn:shop',
    type: 'data.collected',
    subject,
    data: {
      collectionId: `c-${id}`,
      origin: 'account form',
      categories: ['pd:Contact'],
      purposes: ['dpv:PersonalisedAdvertising'],
      legalBasis: { kind: 'eu-gdpr:A6-1-a' },
      sensitivity: 'ordinary',
      sourceSystem: 'shop',
      values: { name },
    },
  };
}
