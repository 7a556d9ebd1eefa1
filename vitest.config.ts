import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.long.test.ts'],
    globalSetup: ['test/support/postgres.ts'],
    pool: 'forks',
    isolate: false, // files share a process: compiled code, connections and databases stay warm
    maxWorkers: 3, // most tests wait for a database or a bot: more of them than cores keep two cores busy
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/support/closing-line.ts'],
  },
});
