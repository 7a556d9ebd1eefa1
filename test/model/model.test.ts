import { modelTest } from './suite.ts';

// With model-2 and model-3 two thousand sequences: three files, so that they run side by side.
modelTest('test/model/model.test.ts', 670, 20_261_122);
