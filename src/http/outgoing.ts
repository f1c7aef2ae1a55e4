/**
 * Calls to other services, safe against server-side request forgery: only to places the operator configured, or learned from them and public;
 * never redirected; bounded in size and time. The address is judged when the connection is made, so a name cannot change in between.
 */
import { lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { LedgerError } from '../record/ledger-error.js';

export interface Outgoing {
  /** What the operator configured. Its own host may be anywhere, also inside; another host, learned from an answer, must be public. */
  readonly configured: URL;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes?: number;
  /** For the whole call, in milliseconds. */
  readonly timeout?: number;
}

export interface Answered {
  readonly status: number;
  readonly body: Uint8Array;
}

/** @throws LedgerError `unavailable` where the place may not be called or does not answer; the sentence names the host alone */
export async function call(url: URL, outgoing: Outgoing): Promise<Answered> {
  const sameHost = url.host === outgoing.configured.host;
  checkPlace(url, outgoing.configured, sameHost);
  const { method = 'GET', body, headers = {}, maxBytes = 524_288, timeout = 5_000 } = outgoing;
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown): void =>
      reject(new LedgerError('unavailable', `${url.host} cannot be asked: ${why}.`, [], { cause }));
    const signal = AbortSignal.timeout(timeout);
    const sent = request(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      signal,
      agent: false,
      lookup: sameHost ? undefined : publicOnly,
    });
    sent.on('error', (error) => fail(signal.aborted ? `no answer within ${timeout} ms` : error.message, error));
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBytes) return void chunks.push(chunk);
        fail(`more than ${maxBytes} bytes`);
        sent.destroy();
      });
      response.on('error', (error) => fail(error.message, error));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    sent.end(body);
  });
}

/** The JSON object that a place answers with 200. @throws LedgerError `unavailable` */
export async function fetchJson(url: URL, outgoing: Outgoing): Promise<Record<string, unknown>> {
  const { status, body } = await call(url, outgoing);
  if (status !== 200) throw new LedgerError('unavailable', `${url.host} answered ${status}.`);
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Said below, in the words that also fit JSON which is no object.
  }
  throw new LedgerError('unavailable', `${url.host} did not answer with a JSON object.`);
}

/** Plain HTTP is for a configured host on this machine's loopback interface only. */
function checkPlace(url: URL, configured: URL, sameHost: boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const refuse = (why: string): never => {
    throw new LedgerError('unavailable', `${url.host} is not called: ${why}.`);
  };
  if (url.username !== '' || url.password !== '') refuse('its URL holds credentials');
  if (url.protocol === 'http:') {
    if (!sameHost || !isInside(host) || configured.protocol !== 'http:') refuse('only https is');
  } else if (url.protocol !== 'https:') refuse('only https is');
  if (!sameHost && isIP(host) !== 0 && isInside(host)) refuse('its address is not public');
}

const publicOnly: LookupFunction = (host, options, answer) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const inside = addresses?.find(({ address }) => isInside(address));
    const first = addresses?.[0];
    if (error !== null || first === undefined) answer(error ?? new Error('no address'), '', 4);
    else if (inside !== undefined) answer(new Error('its address is not public'), '', 4);
    else if (options.all) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
};

function isInside(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  const family = isIP(host);
  return family !== 0 && inside.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** Special-purpose addresses (RFC 6890 and its registries). IPv4 inside IPv6 is judged as IPv4 by `BlockList`. */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');
