/** This ledger as a witness of others (C2SP tlog-witness): it cosigns a log's checkpoint only where it continues the last one that it cosigned. */
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config.js';
import { hasher } from '../projections/hasher.js';
import { Clock } from '../record/clock.js';
import { sha256 } from '../record/digest.js';
import { type Instant, millisecondsOf } from '../record/ids.js';
import { Alarms } from './alarms.js';
import { verifyEd25519 } from './ed25519.js';
import { parseAddCheckpoint } from './merkle/add-checkpoint.js';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from './merkle/checkpoint.js';
import { hexOf } from './merkle/hash.js';
import {
  cosignedMessage,
  formatNote,
  formatVkey,
  parseNote,
  signatureLine,
  timestampedSignature,
  type VerifierKey,
} from './merkle/signed-note.js';
import { verifyConsistency } from './merkle/verify.js';
import { type PublicationStream, Publications } from './publications.js';
import { type Signer, witnessSigner } from './signing-keys.js';
import { watchedLogs } from './witness-list.js';

/** An HTTP answer as tlog-witness prescribes it. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

/** What is kept of a cosigned checkpoint: the note with the log's and our own signature. */
interface Cosigned {
  readonly note: string;
  readonly at: Instant;
}

@Injectable()
export class Witness {
  private readonly logger = new Logger('proof');
  private readonly logs: readonly VerifierKey[];
  private readonly signer: Signer | null;

  constructor(
    config: Config,
    private readonly publications: Publications,
    private readonly alarms: Alarms,
    private readonly clock: Clock,
  ) {
    this.logs = watchedLogs(config.witnessFor);
    this.signer = this.logs.length === 0 || config.readOnly ? null : witnessSigner(config);
  }

  /** The vkey under which this ledger cosigns; null where it is nobody's witness. */
  get vkey(): string | null {
    return this.signer && formatVkey(this.signer.key);
  }

  /** `POST /witness/add-checkpoint`. */
  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    const request = parseAddCheckpoint(body);
    const claimed = parseCheckpoint(parseNote(request?.checkpoint ?? '')?.text ?? '');
    if (request === null || claimed === null || this.signer === null)
      return this.signer === null
        ? plain(404, 'This ledger is no witness.')
        : plain(400, 'This is no add-checkpoint request.');
    const keys = this.logs.filter((key) => key.name === claimed.origin);
    if (keys.length === 0) return plain(404, 'This witness does not know the origin.');
    const opened = await openCheckpoint(verifyEd25519, request.checkpoint, { origin: claimed.origin, log: keys });
    if (!opened.ok) return plain(403, `The checkpoint is refused: ${opened.reason}.`);
    if (request.old > claimed.size) return plain(400, 'The old size is larger than the checkpoint.');
    const logLines = opened.signatures.good.map((good) => good.signature.line);
    return this.judge(this.signer, request, opened.checkpoint, opened.text, logLines);
  }

  /** The last cosigned checkpoint of the log whose origin has this SHA-256, lowercase hexadecimal; null where there is none. */
  async lastOf(originHash: string): Promise<string | null> {
    return (await this.lastCosigned(`witness-${originHash}`)).note;
  }

  /** Comparing with the last checkpoint and keeping the new one are one step: whoever was overtaken is judged anew. */
  private async judge(
    signer: Signer,
    request: { readonly old: number; readonly proof: readonly Uint8Array[] },
    checkpoint: Checkpoint,
    text: string,
    logLines: readonly string[],
  ): Promise<WitnessAnswer> {
    const stream: PublicationStream = `witness-${hexOf(sha256(Buffer.from(checkpoint.origin)))}`;
    for (;;) {
      const { revision, note } = await this.lastCosigned(stream);
      const last = parseCheckpoint(parseNote(note ?? '')?.text ?? '');
      const size = last?.size ?? 0;
      if (request.old !== size) {
        await this.noteRollback(checkpoint, last);
        return { status: 409, contentType: 'text/x.tlog.size', body: `${size}\n` };
      }
      const from = { from: size, fromRoot: last?.root ?? hasher.empty };
      const consistent = verifyConsistency(hasher, {
        ...from,
        to: checkpoint.size,
        toRoot: checkpoint.root,
        proof: request.proof,
      });
      if (!consistent) {
        await this.alarmIfForked(checkpoint, last);
        return plain(422, 'The checkpoint does not follow from the last one that was cosigned.');
      }
      const at = this.clock.now();
      const time = Math.floor(millisecondsOf(at) / 1000);
      const line = signatureLine(signer.key, timestampedSignature(time, signer.sign(cosignedMessage(text, time))));
      const kept: Cosigned = { note: formatNote(text, [...logLines, line]), at };
      if (!(await this.publications.append(stream, revision + 1, JSON.stringify(kept)))) continue;
      return plain(200, `${line}\n`);
    }
  }

  private async lastCosigned(stream: PublicationStream): Promise<{ revision: number; note: string | null }> {
    const revision = await this.publications.last(stream);
    const [last] = revision < 0 ? [] : await this.publications.read(stream, revision, 1);
    return { revision, note: last === undefined ? null : String(Reflect.get(JSON.parse(last.text), 'note')) };
  }

  /** Two signed roots of one size are proof that the log shows two histories; anything else may be a wrong request. */
  private async alarmIfForked(checkpoint: Checkpoint, last: Checkpoint | null): Promise<void> {
    this.logger.warn({ msg: 'a checkpoint does not follow', origin: checkpoint.origin, code: 'split-view' });
    if (last?.size !== checkpoint.size) return;
    await this.alarms.raise({
      kind: 'split-view',
      detail: `${checkpoint.origin} has signed two different trees of size ${checkpoint.size}.`,
    });
  }

  private async noteRollback(checkpoint: Checkpoint, last: Checkpoint | null): Promise<void> {
    if (last === null || checkpoint.size !== last.size || Buffer.compare(checkpoint.root, last.root) === 0) return;
    await this.alarmIfForked(checkpoint, last);
  }
}

function plain(status: WitnessAnswer['status'], text: string): WitnessAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: text.endsWith('\n') ? text : `${text}\n` };
}
