import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The staff listener serves dist/ at its root. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1800, reportCompressedSize: true },
});
