// Compiles and runs the benchmark. See README.md.
import { start } from '../support/start.mjs';

start('load');
