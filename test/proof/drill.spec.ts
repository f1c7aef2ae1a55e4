import { type Drilled, drill } from '../../src/proof/verification/drill.js';
import { verifyLedger } from '../../src/proof/verification/verify-ledger.js';
import { SmallLedger } from '../support/small-ledger.js';

let ledger: SmallLedger;

beforeAll(async () => {
  ledger = await SmallLedger.open();
  const { sealer, keys } = ledger.instance();
  await keys.announce(ledger.clock.now());
  for (const more of [30, 30, 40]) {
    await ledger.record(more);
    await sealer.seal();
  }
});
afterAll(() => ledger.close());

const whole = { keys: [], foreign: new Map<string, string>(), readModels: true };

describe('whole-log verification', () => {
  it('finds nothing where nothing was changed, and says what it read', async () => {
    const verified = await verifyLedger({ config: { ...ledger.config, readOnly: true }, ...whole });
    expect(verified.problems).toEqual([]);
    expect(verified).toMatchObject({ intact: true, records: 100, size: 100, checkpoints: 3, proven: 100 });
  });

  it('agrees with a checkpoint that somebody else kept, and not with one that was tampered with', async () => {
    const note = (await ledger.instance().published.latest())?.note ?? '';
    const config = { ...ledger.config, readOnly: true };
    const kept = await verifyLedger({ config, ...whole, foreign: new Map([['file', note]]) });
    expect(kept.problems).toEqual([]);
    const edited = await verifyLedger({
      config,
      ...whole,
      foreign: new Map([['file', note.replace('\n100\n', '\n101\n')]]),
    });
    expect(edited.problems.map(({ code, file }) => [code, file])).toEqual([['checkpoint-signature', 'file']]);
  });

  it('names a missing ledger', async () => {
    const config = { ...ledger.config, data: '/nowhere', readOnly: true };
    await expect(verifyLedger({ config, ...whole })).rejects.toThrow(expect.objectContaining({ code: 'missing' }));
  });
});

describe('ledger drill', () => {
  it('finds and names every tampering', async () => {
    const drilled: Drilled[] = [];
    for await (const one of drill({ ...ledger.config, readOnly: true })) drilled.push(one);
    expect(drilled.filter(({ outcome }) => outcome === 'NOT FOUND')).toEqual([]);
    // A ledger this small has nothing in the read model of consumers.
    expect(drilled.filter(({ outcome }) => outcome === 'not possible').map(({ tampering }) => tampering)).toEqual([
      'an entry in a read model',
    ]);
    const named = new Map(drilled.map(({ tampering, named }) => [tampering, named]));
    expect(named.get('one byte of a header')).toMatch(/position 50/);
    expect(named.get('the end removed')).toMatch(/expected 100 records, found 50 records/);
    expect(named.get('two records exchanged')).toMatch(/leaf 49/);
    expect(named.get('a hash in the tree')).toMatch(/^tile: /);
    expect(named.get('the history signed anew with a stolen key')).toMatch(
      /a checkpoint kept elsewhere.*leaves 0 to 99.*\(nothing without it\)$/,
    );
    expect(named.get('an old copy restored')).toMatch(
      /a checkpoint kept elsewhere.* expected 100 records, found 60 records/,
    );
  });
});
