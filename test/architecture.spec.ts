/** The rules of the house (docs/architecture.md): imports run one way, files stay short, there are no barrels, only drivers know a driver. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';

const SRC = join(import.meta.dirname, '..', 'src');
const CONSOLE = join(import.meta.dirname, '..', 'console');
const files = filesIn(SRC);
/** Without what is generated. */
const consoleFiles = filesIn(CONSOLE).filter(({ name }) => !name.endsWith('.d.ts'));

/** Room → rooms it may import. Composition (main, cli, app.module) may import all; config and record are for everybody above them. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  record: [],
  merkle: [],
  config: ['record', 'merkle'],
  catalogue: ['record'],
  log: ['record', 'config'],
  vault: ['record', 'config'],
  access: ['record', 'config', 'catalogue', 'log', 'vault', 'recording', 'projections', 'http'],
  http: ['record', 'config', 'catalogue', 'log', 'vault', 'recording', 'projections', 'access'],
  recording: ['record', 'config', 'catalogue', 'log', 'vault', 'access', 'http'],
  projections: ['record', 'config', 'catalogue', 'log', 'http', 'merkle'],
  proof: [
    'record',
    'config',
    'catalogue',
    'log',
    'vault',
    'recording',
    'projections',
    'answers',
    'oversight',
    'access',
    'http',
    'merkle',
  ],
  answers: [
    'record',
    'config',
    'catalogue',
    'log',
    'vault',
    'projections',
    'oversight',
    'access',
    'http',
    'proof',
    'recording',
  ],
  oversight: ['record', 'config', 'catalogue', 'log', 'vault', 'projections', 'answers', 'access', 'http', 'recording'],
  protection: [
    'record',
    'config',
    'catalogue',
    'log',
    'vault',
    'projections',
    'answers',
    'recording',
    'access',
    'http',
    'proof',
  ],
  moving: ['record', 'config', 'log', 'vault', 'access', 'oversight', 'projections', 'proof', 'protection', 'merkle'],
  'own-page': [
    'record',
    'catalogue',
    'config',
    'projections',
    'answers',
    'oversight',
    'protection',
    'recording',
    'access',
    'http',
  ],
  inquiries: ['record', 'log', 'vault', 'projections', 'answers', 'own-page', 'recording', 'access', 'http'],
  demo: ['record', 'config', 'catalogue', 'http', 'access', 'recording'],
};
const composition = ['main', 'cli', 'app.module'];

const drivers: Readonly<Record<string, RegExp>> = {
  '@eventstore/db-client': /^log\/eventstoredb/,
  pg: /^(vault|access|proof)\/postgres/,
};

/** Each port's files that open the driver which the configuration names; only they, and the driver itself, know that there are two. */
const choosers = [
  'log/log.module.ts',
  'log/reader.ts',
  'log/shared-lines.ts',
  'vault/vault.module.ts',
  'access/open-token-store.ts',
];
const driverFiles = /^(log\/(embedded|eventstoredb)|vault\/(sqlite|postgres)|access\/(sqlite|postgres)-token-store)/;

describe('the structure of the source', () => {
  it.each(files.map((file) => [file.name, file] as const))('%s imports only what its room may', (_, file) => {
    if (composition.includes(file.room)) return;
    const rooms = allowed[file.room];
    expect(rooms).toBeDefined();
    const wrong = file.imports
      .filter((target) => !target.startsWith('npm:'))
      .filter((target) => {
        const room = roomOf(target);
        return room !== file.room && !rooms?.includes(room);
      });
    expect(wrong).toEqual([]);
  });

  it('keeps every file within 250 lines', () => {
    const long = [...files, ...consoleFiles]
      .map((file) => `${file.name}: ${file.text.split('\n').length - 1}`)
      .filter((line) => Number(line.split(': ')[1]) > 250);
    expect(long).toEqual([]);
  });

  it('has no barrels and no rooms for leftovers', () => {
    expect(
      [...files, ...consoleFiles]
        .map((file) => file.name)
        .filter((name) => /(^|\/)(index\.ts|utils?|common|shared|helpers?)(\/|\.ts$|$)/.test(name)),
    ).toEqual([]);
    const barrels = [...files, ...consoleFiles].filter(
      (file) => /\S/.test(file.text) && withoutExports(file.text) === '',
    );
    expect(barrels.map((file) => file.name)).toEqual([]);
  });

  it('lets only driver files know a driver', () => {
    for (const [name, where] of Object.entries(drivers)) {
      const users = files.filter((file) => file.imports.includes(`npm:${name}`)).map((file) => file.name);
      expect(users.filter((user) => !where.test(user))).toEqual([]);
    }
  });

  it('lets nobody but who opens a driver ask which one it is', () => {
    // Where the service says what it runs on, at its start.
    const asking = files.filter(({ name, text }) => name !== 'main.ts' && /\b(log|vault)\.kind\b/.test(text));
    expect(asking.map(({ name }) => name).filter((name) => !choosers.includes(name))).toEqual([]);
    const started = files.find(({ name }) => name === 'main.ts')?.text ?? '';
    expect(started).not.toMatch(/\.kind\s*(===|!==)|switch \(.*\.kind\)/);
  });

  it('lets nobody but who opens a driver import one', () => {
    const knowing = files
      .filter(({ name }) => !driverFiles.test(name) && !choosers.includes(name))
      .flatMap(({ name, imports }) =>
        imports.filter((target) => driverFiles.test(target)).map((target) => `${name} → ${target}`),
      );
    expect(knowing).toEqual([]);
  });

  it('lets the console know of the service only its interface, and the pure code that checks a proof', () => {
    const inside = consoleFiles.filter(({ name }) => name.startsWith('src/'));
    expect(inside.length).toBeGreaterThan(10);
    const foreign = inside.flatMap(({ name, imports }) =>
      imports
        .filter(
          (target) => target.startsWith('../src/') && !/^\.\.\/src\/(proof\/(merkle|evidence)|record)\//.test(target),
        )
        .map((target) => `${name} → ${target}`),
    );
    expect(foreign).toEqual([]);
    const importing = files.filter(({ imports }) => imports.some((target) => target.startsWith('../console')));
    expect(importing.map(({ name }) => name)).toEqual([]);
  });

  it('opens every file with a sentence that says what it is for', () => {
    const silent = [...files, ...consoleFiles].filter((file) => !/^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(file.text));
    expect(silent.map((file) => file.name)).toEqual([]);
  });

  it('uses no escape from the type checker', () => {
    const escapes = [...files, ...consoleFiles].filter(
      (file) => /\bas any\b|:\s*any\b/.test(withoutComments(file.text)) || /@ts-(ignore|expect-error)/.test(file.text),
    );
    expect(escapes.map((file) => file.name)).toEqual([]);
  });
});

function filesIn(folder: string) {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, room: roomOf(name), text, imports: importsOf(folder, name, text) };
    });
}

function roomOf(name: string): string {
  if (name.startsWith('proof/merkle/')) return 'merkle';
  const [first = ''] = name.split('/');
  return first.replace(/\.ts$/, '');
}

function importsOf(folder: string, name: string, text: string): readonly string[] {
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return targets.map((target) => {
    if (!target.startsWith('.')) return `npm:${target}`;
    return relative(folder, normalize(join(folder, name, '..', target))).replace(/\.js$/, '.ts');
  });
}

function withoutExports(text: string): string {
  return withoutComments(text)
    .replace(/export\s+(type\s+)?(\*|\{[^}]*\})(\s+as\s+\w+)?\s+from\s+'[^']+';?/g, '')
    .trim();
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
