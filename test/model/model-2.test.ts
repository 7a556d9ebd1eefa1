import { modelTest } from './suite.ts';

modelTest('test/model/model-2.test.ts', 670, 20_261_123);
