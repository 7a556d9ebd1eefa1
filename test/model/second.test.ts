import { modelTest } from './suite.ts';

modelTest('test/model/second.test.ts', 1_000, 11_222_026);
