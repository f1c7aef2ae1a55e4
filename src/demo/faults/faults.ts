/** What is wrong on purpose: each way in which producers' events can break a rule of docs/findings.md. Everything around it is right. */
import type { Fault } from './fault.js';
import { faultsOfGovernance } from './governance.js';
import { faultsOfRecords } from './records.js';
import { faultsOfRight } from './rights.js';

export const faults: readonly Fault[] = [...faultsOfRight, ...faultsOfRecords, ...faultsOfGovernance];

/** Rules that nobody can break from outside: their records are written by the ledger itself. */
export const notPlanted: Readonly<Record<string, string>> = {
  'inquiry-overdue': 'inquiries are written by the ledger itself when one is handled; producers cannot send them',
  'inquiry-extended-without-reason':
    'inquiries are written by the ledger itself when one is handled; producers cannot send them',
};
