/** The page that travels with an evidence file and tells a person what it is and how to check it, with this program or without. */
import type { EvidenceManifest } from './evidence-format.js';

export function readme({ kind, origin, madeAt, size, records, about }: EvidenceManifest, openings: number): string {
  const first = records[0];
  const about_ = Object.entries(about).map(
    ([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [
    `EVIDENCE (${kind}) FROM THE LEDGER ${origin}`,
    '',
    `Made at ${madeAt}, over the first ${size} records of the ledger. It holds ${records.length} of them.`,
    ...about_,
    '',
    'WHAT IT PROVES',
    '  Each record here stood in the ledger, at its place, unchanged, when the checkpoint was signed. A ledger cannot take back a checkpoint',
    '  that somebody else has seen: it would have to sign two histories, which its witnesses and anybody with two checkpoints can show.',
    'WHAT IT DOES NOT PROVE',
    '  That what was reported is true, and that nothing was left unreported. Records that are not in this file may exist.',
    ...(openings > 0
      ? [
          '  PERSONAL DATA: openings.json holds the keys of single sealed parts. Who has this file can read them; an erasure cannot take it back.',
        ]
      : []),
    '',
    'HOW TO CHECK IT',
    '  With this program, offline:      ledger verify FILE [--key VKEY]',
    '  In a browser, nothing is sent:   open /verify of any ledger and drop the file there',
    '  Take the key (VKEY) from somewhere else than this file: keys.txt only shows that the file agrees with itself.',
    "  With nobody's help:",
    '   1. checkpoint.txt is a signed note (https://c2sp.org/signed-note): text, an empty line, signatures. Its text is origin, size, root.',
    ...(first === undefined
      ? []
      : [
          `   2. sha256sum records/${first.leaf}/header.json    gives the entry: ${first.digest}`,
          `   3. records/${first.leaf}/record.tlog-proof holds the proof (https://c2sp.org/tlog-proof). Starting from SHA-256(0x00 then the entry),`,
          '      hash upwards as RFC 6962 says; the last hash must be the root in the checkpoint.',
        ]),
    '   4. bodyDigest in header.json is SHA-256(salt then data) of body.json, data in canonical JSON (RFC 8785).',
    '',
    'docs/proof.md of the project has every step with commands.',
    '',
  ].join('\n');
}
