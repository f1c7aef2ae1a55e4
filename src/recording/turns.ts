/** A list of any length in turns, which are short for the sake of the garbage collector. */

/**
 * Events that are taken apart and sealed at once. What was parsed lives no longer than its turn: the longer the turn, the more the garbage
 * collector has to carry about; the shorter, the more often the log and the vault are asked.
 */
const TURN = 32;

export function* turnsOf<Item>(events: Iterable<Item>): Generator<readonly Item[]> {
  let turn: Item[] = [];
  for (const event of events) {
    if (turn.push(event) < TURN) continue;
    yield turn;
    turn = [];
  }
  if (turn.length > 0) yield turn;
}
