import { defineConfig } from 'vitest/config';

/** The catalogue of screens needs no database. */
export default defineConfig({
  test: { include: ['test/screens/catalogue.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
