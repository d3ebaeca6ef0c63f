import { defineConfig } from 'vite';

/** The public listener serves dist/ at its root. Light on purpose: ≤ 150 kB gzip with the phone, which comes only with a call. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
});
