/** The rights that people use when they ask, as the vocabulary names them. Any other term of the vocabulary is shown as it is. */
export const rights: ReadonlyMap<string, string> = new Map([
  ['eu-gdpr:A15', 'right of access (GDPR Art. 15)'],
  ['eu-gdpr:A16', 'right to have data corrected (GDPR Art. 16)'],
  ['eu-gdpr:A17', 'right to have data erased (GDPR Art. 17)'],
  ['eu-gdpr:A18', 'right to restrict processing (GDPR Art. 18)'],
  ['eu-gdpr:A20', 'right to take data with you (GDPR Art. 20)'],
  ['eu-gdpr:A21', 'right to object (GDPR Art. 21)'],
  ['eu-gdpr:A22', 'right not to be judged by a machine alone (GDPR Art. 22)'],
  ['eu-gdpr:A22-3-a', 'right to have a person look at it (GDPR Art. 22(3))'],
  ['eu-gdpr:A22-3-b', 'right to give your view (GDPR Art. 22(3))'],
  ['eu-gdpr:A22-3-c', 'right to contest a decision (GDPR Art. 22(3))'],
  ['eu-gdpr:A7-3', 'right to withdraw consent (GDPR Art. 7(3))'],
]);

export function nameOfRight(term: string): string {
  return rights.get(term) ?? term;
}
