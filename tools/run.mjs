// `node tools/run.mjs main|cli [args]` starts the compiled program, compiling first when a source file is newer than dist/.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stamp = path.join(root, 'dist', '.built');

function isStale() {
  const source = path.join(root, 'src');
  if (!fs.existsSync(source)) return false; // a production image carries dist/ only
  if (!fs.existsSync(stamp)) return true;
  const builtAt = fs.statSync(stamp).mtimeMs;
  const files = fs
    .readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.startsWith('generated'));
  return [...files.map((file) => path.join('src', file)), 'prisma/schema.prisma'].some(
    (file) => fs.statSync(path.join(root, file)).mtimeMs > builtAt,
  );
}

if (isStale()) (await import('./build.mjs')).build();
const [entry, ...args] = process.argv.slice(2);
process.argv = [process.argv[0], path.join(root, 'dist', `${entry}.js`), ...args];
await import(pathToFileURL(process.argv[1]).href);
