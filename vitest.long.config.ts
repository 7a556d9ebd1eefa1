import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** What takes longer than `npm test` may: generated cases by the ten thousand, many simulator seeds. */
const long = mergeConfig(base, defineConfig({ test: { testTimeout: 3_600_000 } }));
long.test!.include = ['test/**/*.long.test.ts'];
long.test!.exclude = [];
export default long;
