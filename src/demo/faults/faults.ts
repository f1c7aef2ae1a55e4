/** What is wrong on purpose: each way in which producers' events can break a rule of docs/findings.md. Everything around it is right. */
import type { Fault } from './fault.js';
import { faultsOfGovernance } from './governance.js';
import { faultsOfRecords } from './records.js';
import { faultsOfRight } from './rights.js';

export const faults: readonly Fault[] = [...faultsOfRight, ...faultsOfRecords, ...faultsOfGovernance];

/** Rules that nobody can break from outside. */
export const notPlanted: Readonly<Record<string, string>> = {
  'inquiry-extended-without-reason': 'the service extends no inquiry without a reason',
};
