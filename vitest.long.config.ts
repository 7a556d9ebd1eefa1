import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** What takes longer than `npm test` may: generated cases by the ten thousand, many simulator seeds. */
const long = mergeConfig(base, defineConfig({ test: { testTimeout: 3_600_000 } }));
long.test!.include = [
  'test/**/*.long.test.ts',
  // These are played at full size (test/support/size.ts).
  'test/e2e/{month,kill}.test.ts',
  'test/telegram/pledges.test.ts',
  'test/hostile/{texts,helping}.test.ts',
  'test/domain/invariants.test.ts',
];
long.test!.env = { LONG: '1' };
long.test!.exclude = [];
export default long;
