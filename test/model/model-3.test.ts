import { modelTest } from './suite.ts';

modelTest('test/model/model-3.test.ts', 500, 20_261_124);
