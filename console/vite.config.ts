/** The console is built into the service's own `dist`, which serves it at `/console/`. While it is being written, `vite console` asks a running service. */
import { defineConfig } from 'vite';

const service = process.env.LEDGER_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  build: { outDir: '../dist/console', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/v1': service, '/checkpoint': service, '/health': service, '/verify': service } },
});
