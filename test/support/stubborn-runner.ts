/** A process that applies records to a read-model file and is killed in the middle of a transaction. Arguments: file, log folder, records to apply, of which committed. */
import { openEmbeddedReader } from '../../src/log/embedded-log.js';
import { projections } from '../../src/projections/catalogue.js';
import { readRecord } from '../../src/projections/projected.js';
import { Projector } from '../../src/projections/projector.js';

const [, , path = '', folder = '', apply = '0', commitAt = '0'] = process.argv;
const log = openEmbeddedReader({ folder, head: null });
const projector = new Projector(path, projections);
let applied = 0;
for await (const page of log.readAll()) {
  for (const record of page) {
    projector.apply([readRecord(record)]);
    applied++;
    if (applied === Number(commitAt)) projector.commit(record.position);
    if (applied === Number(apply)) process.kill(process.pid, 'SIGKILL');
  }
}
