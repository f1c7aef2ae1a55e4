/** Judges events and makes their records, a turn at a time, for `preparing.ts`. Keys come with the turn that needs them and are kept no longer. */
import 'reflect-metadata';
import { parentPort } from 'node:worker_threads';
import type { Authority } from './prepare.js';
import { countOf, readAt } from './sent-events.js';
import { type TurnHere, turnHere } from './turn.js';
import {
  type FromPreparer,
  type Ingredients,
  type PackedUnread,
  packJudged,
  packMade,
  type ToPreparer,
  unpackKeys,
  unpackUnread,
} from './turn-messages.js';

const turns = new Map<number, TurnHere>();

parentPort?.on('message', (message: ToPreparer) => {
  const { turn } = message;
  try {
    if (message.kind === 'release') turns.delete(turn);
    else if (message.kind === 'judge') judge(turn, message.unread, message.by);
    else make(turn, message);
  } catch (error) {
    turns.delete(turn);
    say({ kind: 'failed', turn, detail: error instanceof Error ? error.message : String(error) });
  }
});
say({ kind: 'ready' });

function judge(turn: number, packed: PackedUnread, by: Authority): void {
  const unread = unpackUnread(packed);
  const sent = Array.from({ length: countOf(unread) }, (_, index) => readAt(unread, index));
  const here = turnHere(
    sent.map(({ event }) => event),
    by,
  );
  turns.set(turn, here);
  say({ kind: 'judged', turn, eventIds: sent.map(({ eventId }) => eventId), judged: packJudged(here.judged) });
}

function make(turn: number, { indexes, keys, pseudonyms, actor, recordedAt, random }: Ingredients): void {
  const here = turns.get(turn);
  turns.delete(turn);
  if (here === undefined) throw new Error('There is no such turn.');
  const { subjects, tagKey, groupsKey } = unpackKeys(keys);
  const made = here.make(
    indexes.map((index, at) => ({ index, subject: subjects[at] })),
    { actor, recordedAt, tagKey, groupsKey, pseudonymOf: (reference) => pseudonyms.get(reference) ?? reference },
    random,
  );
  const records = packMade(made);
  say({ kind: 'made', turn, records }, [records.bytes.buffer]);
}

function say(message: FromPreparer, moved: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}
