import { modelTest } from './suite.ts';

modelTest('test/model/second.test.ts', 100, 11_222_026);
