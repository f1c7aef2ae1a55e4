// Child processes of tests and the benchmarks run TypeScript as it is; what they import from `src` is the built `dist`, as in the tests.
// Use: node --import ./test/support/built.js FILE.ts
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const root = pathToFileURL(`${process.cwd()}/`).href;

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = '' } = context;
    const ours = parentURL.startsWith(root) && !/^(dist|node_modules)\//.test(parentURL.slice(root.length));
    if (!specifier.startsWith('.') || !ours) return next(specifier, context);
    const url = new URL(specifier, parentURL).href;
    if (url.startsWith(`${root}src/`)) return next(url.replace(`${root}src/`, `${root}dist/`), context);
    return next(url.startsWith(`${root}node_modules/`) ? url : url.replace(/\.js$/, '.ts'), context);
  },
});
