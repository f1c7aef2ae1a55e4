/**
 * Read model `message`: one row per message id: which decision it acts on, for which campaign, to whom.
 * Used by: `GET /v1/messages/{id}`, what followed a decision, messages of a consumer, checks before a send (how often already).
 */
import type { Pseudonym } from '../record/ids.js';
import { uuidBytes, uuidText } from '../record/uuid.js';
import { findByHash, hashIndex, hashIndexSchema, keyOfText } from './hash-index.js';
import { textAt } from './open-data.js';
import { defineProjection, type ReadModels } from './projection.js';
import { idsIn, rowsInto } from './rows.js';

export interface MessageRow {
  /** Leaf of the first record under this id: it binds the id to its source and subject. */
  readonly leaf: number;
  readonly id: string;
  readonly decision: string | null;
  readonly campaign: string | null;
  readonly subject: Pseudonym | null;
  readonly source: string;
  /** When the first record happened, milliseconds since 1970. */
  readonly at: number;
}

export const message = defineProjection({
  name: 'message',
  version: 2,
  schema: `
    CREATE TABLE message (leaf INTEGER PRIMARY KEY, id TEXT NOT NULL, decision TEXT, campaign TEXT, subject BLOB, source TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE INDEX message_decision ON message (decision) WHERE decision IS NOT NULL;
    ${hashIndexSchema('message_key')}`,
  start: (prepare) => {
    const index = hashIndex(prepare, 'message_key');
    const rows = rowsInto(prepare, 'message', ['leaf', 'id', 'decision', 'campaign', 'subject', 'source', 'at']);
    const idAt = idsIn(prepare, 'message', rows);
    const complete = prepare(
      `UPDATE message SET decision = coalesce(decision, ?), campaign = coalesce(campaign, ?)
       WHERE leaf = ? AND (decision IS NULL OR campaign IS NULL) AND subject IS ? AND source = ?`,
    );
    return {
      on: (record) => {
        const { header, leaf, occurredAt } = record;
        if (!header.stream.startsWith(STREAM)) return;
        const id = header.stream.slice(STREAM.length);
        const bound = index.add(keyOfText(id), leaf, (at) => idAt(at) === id);
        const decision = textAt(record.fields, 'decisionId') ?? null;
        const campaign = textAt(record.fields, 'campaignId') ?? null;
        const subject = header.subject === undefined ? null : uuidBytes(header.subject);
        if (bound === undefined) rows.add(leaf, id, decision, campaign, subject, header.source, occurredAt);
        else if (decision ?? campaign) complete.run(decision, campaign, bound, subject, header.source);
      },
      flush: () => {
        index.flush();
        rows.flush();
      },
    };
  },
});

const STREAM = 'message-';
const COLUMNS = 'leaf, id, decision, campaign, subject, source, at';

type Selected = Omit<MessageRow, 'subject'> & { readonly subject: Uint8Array | null };

/** The message of this id, undefined where no record names it. */
export function messageById(models: ReadModels, id: string): MessageRow | undefined {
  return findByHash(models, 'message_key', keyOfText(id), (leaf) => {
    const row = messageAt(models, leaf);
    return row?.id === id ? row : undefined;
  });
}

/** The messages that act on a decision, in the order in which they were first recorded. */
export function messagesOfDecision(models: ReadModels, decisionId: string): readonly MessageRow[] {
  return models
    .all<Selected>(`SELECT ${COLUMNS} FROM message WHERE decision = ? ORDER BY leaf`, decisionId)
    .map(toMessage);
}

function messageAt(models: ReadModels, leaf: number): MessageRow | undefined {
  const row = models.get<Selected>(`SELECT ${COLUMNS} FROM message WHERE leaf = ?`, leaf);
  return row && toMessage(row);
}

function toMessage(row: Selected): MessageRow {
  return { ...row, subject: row.subject === null ? null : (uuidText(row.subject) as Pseudonym) };
}
