/** The life of a finding: open → acknowledged → remedied, or dismissed with a reason. What a command makes of it. Pure. */
import { present } from '../answers/telling.js';
import type { JsonObject } from '../record/canonical.js';
import type { RecordId } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

export type FindingStatus = 'open' | 'acknowledged' | 'remedied' | 'dismissed';

export type FindingCommand =
  | { readonly name: 'acknowledge'; readonly reason: string | undefined }
  | {
      readonly name: 'remedy';
      readonly record: RecordId;
      readonly remedy: string | undefined;
      /** The catalogue judges it. */
      readonly effectiveAt: string | undefined;
    }
  | { readonly name: 'dismiss'; readonly reason: string };

export interface FindingEvent {
  readonly type: 'finding.acknowledged' | 'finding.remedied' | 'finding.dismissed';
  readonly data: JsonObject;
}

const becomes = {
  acknowledge: 'acknowledged',
  remedy: 'remedied',
  dismiss: 'dismissed',
} as const satisfies Record<FindingCommand['name'], FindingStatus>;

/** The status after records of these types, in order; others change nothing. */
export function statusAfter(types: readonly string[]): FindingStatus {
  const last = types.findLast((type) => type.startsWith('finding.'))?.slice('finding.'.length);
  return Object.values(becomes).find((status) => status === last) ?? 'open';
}

/**
 * @param by id of the token
 * @returns nothing where it is so already
 * @throws LedgerError `conflict` where the finding is settled
 */
export function decide(
  findingId: string,
  status: FindingStatus,
  command: FindingCommand,
  by: string,
): readonly FindingEvent[] {
  const next = becomes[command.name];
  if (status === next) return [];
  if (status === 'remedied' || status === 'dismissed')
    throw new LedgerError(
      'conflict',
      `The finding ${findingId} was ${status} already. What comes up again in later records is a finding of its own.`,
    );
  const step = { findingId, rule: ruleOf(findingId), by };
  switch (command.name) {
    case 'acknowledge':
      return [{ type: 'finding.acknowledged', data: present({ ...step, reason: command.reason }) }];
    case 'remedy': {
      const { record, remedy, effectiveAt } = command;
      return [{ type: 'finding.remedied', data: present({ ...step, remedyRecord: record, remedy, effectiveAt }) }];
    }
    case 'dismiss':
      return [{ type: 'finding.dismissed', data: { ...step, reason: command.reason } }];
  }
}

/** Findings are named `<rule>:<what it concerns>`. */
export function ruleOf(findingId: string): string {
  return findingId.slice(0, Math.max(0, findingId.indexOf(':')));
}

/** What the finding concerns, as far as its id says it. */
export function concernOf(findingId: string): string {
  return findingId.slice(findingId.indexOf(':') + 1);
}
