import { modelTest } from './suite.ts';

modelTest('test/model/model.test.ts', 60, 20_261_122);
