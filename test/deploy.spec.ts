/** What stands in the container files, read as a machine reads it: how many of what, pinned, without rights, configured with variables that the service knows. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { readConfig } from '../src/config.js';

const ROOT = join(import.meta.dirname, '..');
const text = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, object>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
}

/** Merge keys are written out by hand: the parser's default schema is YAML 1.2, which has none. */
function composeOf(name: string): Compose {
  return resolved(load(text(name))) as Compose;
}

function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const { '<<': merged, ...own } = value as Record<string, unknown>;
  const plain = Object.fromEntries(Object.entries(own).map(([key, item]) => [key, resolved(item)]));
  return { ...(merged === undefined ? {} : (resolved(merged) as object)), ...plain };
}

/** What compose makes of `${NAME:-default}` and `${NAME:?message}` with these values. */
function interpolated(
  environment: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, variable: string, kind: string, rest: string) => {
        const found = given[variable];
        if (found === undefined && kind === '?') throw new Error(`${variable}: ${rest}`);
        return found ?? rest ?? '';
      }),
    ]),
  );
}

const cluster = composeOf('docker-compose.yml');
const single = composeOf('docker-compose.single.yml');
const given = { POSTGRES_PASSWORD: 'secret', LEDGER_VAULT_KEY: '11'.repeat(32) };
const named = (compose: Compose, image: RegExp): [string, Service][] =>
  Object.entries(compose.services).filter(([, service]) => image.test(service.image));

describe('docker-compose.yml', () => {
  it('brings up three nodes with certificates, PostgreSQL, and two instances behind a load balancer', () => {
    const nodes = named(cluster, /^eventstore\/eventstore:/);
    expect(nodes).toHaveLength(3);
    const certificates = new Set(nodes.map(([, node]) => node.environment?.EVENTSTORE_CERTIFICATE_FILE));
    expect(certificates.size).toBe(3);
    const [[, issuer] = []] = named(cluster, /gencert/);
    const issuing = String(issuer?.command);
    for (const [name, { environment = {}, volumes = [], healthcheck }] of nodes) {
      expect(environment.EVENTSTORE_CLUSTER_SIZE).toBe('3');
      const others = nodes.map(([other]) => other).filter((other) => other !== name);
      expect(environment.EVENTSTORE_GOSSIP_SEED).toBe(others.map((other) => `${other}:2113`).join(','));
      // Known by its address, it would be refused: its certificate names it.
      expect(environment.EVENTSTORE_NODE_HOST_ADVERTISE_AS).toBe(name);
      expect(environment.EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS).toBe(name);
      expect(name).toMatch(/^eventstore-[123]$/);
      expect(issuing).toContain('-dns-names eventstore-$$node,');
      expect(environment).not.toHaveProperty('EVENTSTORE_INSECURE');
      expect(volumes.some((volume) => volume.endsWith(':/var/lib/eventstore'))).toBe(true);
      expect(healthcheck).toBeDefined();
    }
    expect(named(cluster, /^postgres:/)).toHaveLength(1);
    const ledgers = named(cluster, /^accountability-ledger:/).map(([name]) => name);
    expect(ledgers).toHaveLength(2);
    const [[, balancer] = []] = named(cluster, /nginx/);
    expect(Object.keys(balancer?.depends_on ?? {})).toEqual(ledgers);
    for (const ledger of ledgers) expect(text('deploy/nginx.conf')).toContain(`server ${ledger}:3000 `);
  });

  it('configures each instance with what the service takes, each with a data folder of its own', () => {
    const known = new Set(text('src/config.ts').match(/LEDGER_[A-Z_]+/g));
    const ledgers = named(cluster, /^accountability-ledger:/);
    for (const [, { environment = {}, volumes = [] }] of ledgers) {
      for (const name of Object.keys(environment)) expect(known).toContain(name.replace(/_FILE$/, ''));
      const { LEDGER_SIGNING_KEY_FILE, ...rest } = interpolated(environment, given);
      expect(LEDGER_SIGNING_KEY_FILE).toBe(`/run/secrets/${Object.keys(cluster.secrets ?? {})[0]}`);
      const config = readConfig(rest);
      expect(config).toMatchObject({ log: { kind: 'eventstoredb' }, vault: { kind: 'postgres' } });
      const nodes = named(cluster, /^eventstore\/eventstore:/).map(([name]) => `${name}:2113`);
      const [, hosts = '', options = ''] = /@([^?]+)\?(.*)$/.exec(environment.LEDGER_EVENTSTOREDB ?? '') ?? [];
      expect(hosts.split(',')).toEqual(nodes);
      expect(new URLSearchParams(options).get('tls')).toBe('true');
      expect(volumes.some((volume) => /^ledger-\d:\/data$/.test(volume))).toBe(true);
    }
    expect(new Set(ledgers.map(([, { volumes = [] }]) => volumes[0])).size).toBe(ledgers.length);
  });

  it('does not start without its secrets', () => {
    const [[, ledger] = ['', undefined]] = named(cluster, /^accountability-ledger:/);
    expect(() => interpolated(ledger?.environment ?? {}, {})).toThrow(/set it in \.env/);
  });
});

describe('docker-compose.single.yml', () => {
  it('is one process with one volume that needs nothing set', () => {
    const [[, ledger] = ['', undefined], ...others] = Object.entries(single.services);
    expect(others).toEqual([]);
    expect(readConfig(interpolated(ledger?.environment ?? {}, {}))).toMatchObject({
      log: { kind: 'embedded' },
      vault: { kind: 'sqlite' },
    });
    expect(ledger?.volumes).toEqual(['ledger:/data']);
  });
});

describe.each([
  ['docker-compose.yml', cluster],
  ['docker-compose.single.yml', single],
])('%s', (_, compose) => {
  it('pins every image to one version', () => {
    for (const { image } of Object.values(compose.services)) expect(image).toMatch(/:\d+\.\d+\.\d+|:\d+\.\d+-[a-z]+$/);
  });

  it('runs the ledger without rights on a root that cannot be written', () => {
    const exposed = Object.entries(compose.services).filter(([name]) => /^(ledger|balancer)/.test(name));
    expect(exposed.length).toBeGreaterThan(0);
    for (const [, service] of exposed)
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        tmpfs: ['/tmp'],
      });
  });

  it('declares every named volume, and offers its port to this machine only', () => {
    const services = Object.values(compose.services);
    const used = services.flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    const names = used.filter((name) => !name.startsWith('.'));
    expect(new Set(names)).toEqual(new Set(Object.keys(compose.volumes)));
    for (const file of used.filter((name) => name.startsWith('.'))) expect(existsSync(join(ROOT, file))).toBe(true);
    expect(services.flatMap(({ ports = [] }) => ports)).toEqual(['127.0.0.1:3000:3000']);
  });
});

describe('Dockerfile', () => {
  const lines = text('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));

  it('copies only what is there and what the build context lets in', () => {
    const wanted = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    const letIn = text('.dockerignore').split('\n');
    expect(wanted.length).toBeGreaterThan(0);
    for (const name of wanted) {
      expect(existsSync(join(ROOT, name))).toBe(true);
      expect(letIn).toContain(`!${name}`);
    }
  });

  it('is pinned, runs as a user without rights, and says whether it is healthy', () => {
    for (const line of lines.filter((one) => one.startsWith('FROM ')))
      expect(line).toMatch(/^FROM node:\d+\.\d+\.\d+-/);
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(lines.some((line) => line.startsWith('HEALTHCHECK ') && line.includes('/health/live'))).toBe(true);
    expect(lines).toContain('VOLUME /data');
  });
});
