import { modelTest } from './suite.ts';

// With model-2 and model-3 one and a half thousand sequences: three files, so that they run side by side.
modelTest('test/model/model.test.ts', 500, 20_261_122);
