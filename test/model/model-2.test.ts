import { modelTest } from './suite.ts';

modelTest('test/model/model-2.test.ts', 500, 20_261_123);
