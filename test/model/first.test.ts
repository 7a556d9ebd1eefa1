import { modelTest } from './suite.ts';

modelTest('test/model/first.test.ts', 100, 20_261_122);
