// Gives the tools the program's own database code, also while the rest of src/ does not compile: a changed schema breaks
// the code that uses it until both the migration and the code are written.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** `startEmbedded` and `migrate`, compiled to data/tools. */
export async function loadDatabase() {
  if (!fs.existsSync(path.join(root, 'src'))) throw new Error('The Prisma tools need the sources in src/.');
  const out = path.join(root, 'data', 'tools');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tools/tsconfig.json'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${stdout}${stderr}`.trim());
  const load = (name) => import(pathToFileURL(path.join(out, 'db', `${name}.js`)).href);
  return { ...(await load('embedded')), ...(await load('migrate')) };
}
