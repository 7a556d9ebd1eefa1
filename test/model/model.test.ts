import { modelTest } from './suite.ts';

modelTest('test/model/model.test.ts', 2_000, 20_261_122);
