// `node tools/run.mjs main|cli [args]` starts the compiled program, compiling first when a source file is newer than dist/.
// EXODUS_NO_BUILD=1 takes dist/ as it is: tests drive the build they began with.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const hasSources = fs.existsSync(path.join(root, 'src')); // a production image carries dist/ only

if (hasSources && process.env.EXODUS_NO_BUILD !== '1') {
  const { build } = await import('./build.mjs');
  await build({ ifStale: true }).catch((error) => {
    console.error(`Build failed: ${error.message}.`);
    process.exit(1);
  });
}
const [entry, ...args] = process.argv.slice(2);
process.argv = [process.argv[0], path.join(root, 'dist', `${entry}.js`), ...args];
await import(pathToFileURL(process.argv[1]).href);
