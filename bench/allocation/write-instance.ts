/** Writes a generated instance in the binary layout: `write-instance.js "community 1000 200 10000 1 one" file.bin`. */
import fs from 'node:fs';
import { generate, toBinary } from '../../test/domain/allocation/generate.ts';

const [args, file] = process.argv.slice(2);
fs.writeFileSync(file!, toBinary(generate(args!)));
