import { modelTest } from './suite.ts';

modelTest('test/model/first.test.ts', 1_000, 20_261_122);
