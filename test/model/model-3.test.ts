import { modelTest } from './suite.ts';

modelTest('test/model/model-3.test.ts', 670, 20_261_124);
