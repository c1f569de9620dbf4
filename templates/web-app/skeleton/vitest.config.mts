import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  // Next.js keeps JSX for its own compiler; the tests need it as calls.
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // For people, and for the pipeline: scripts/coverage.sh reads them.
    reporters: ['default', ['junit', { outputFile: 'junit.xml' }]],
    coverage: {
      include: ['app/**', 'lib/**', 'proxy.ts', 'instrumentation.ts'],
      exclude: ['**/*.css', '**/*.svg'],
      reporter: ['text', ['cobertura', { file: '../coverage.xml' }]],
      reportsDirectory: 'coverage',
      thresholds: { lines: 81, functions: 81, branches: 81, statements: 81 },
    },
  },
});
