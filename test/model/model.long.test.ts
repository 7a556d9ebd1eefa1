import { modelTest } from './suite.ts';

const FILE = 'test/model/model.long.test.ts --config vitest.long.config.ts';
const TESTS = 20;
const SEQUENCES = 5_000;

/** Another every night; each test's name says where it began. */
const NIGHT = Math.floor(Date.now() / 86_400_000);

for (let n = 0; n < TESTS; n++) modelTest(FILE, SEQUENCES, NIGHT * TESTS + n);
