// Compiles one benchmark that needs a database and runs it: node bench/network/start.mjs, node bench/close/start.mjs.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Runs bench/<name>/run.ts with the words of the command line; MIGRATIONS names the repository's migrations. */
export function start(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-bench-build-'));
  fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const types = path.join(root, 'node_modules/@types');
  const compilerOptions = { noEmit: false, rootDir: root, outDir: folder, typeRoots: [types] };
  const include = [path.join(root, 'bench', name), path.join(root, 'src/domain/allocation/worker.ts')];
  const config = { extends: path.join(root, 'tsconfig.json'), compilerOptions, include };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const env = { ...process.env, MIGRATIONS: path.join(root, 'prisma/migrations') };
  const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;
  const compiled = run(path.join(root, 'node_modules/typescript/bin/tsc'), '-p', folder);
  const words = process.argv.slice(2);
  process.exitCode = compiled || run('--expose-gc', path.join(folder, 'bench', name, 'run.js'), ...words);
  fs.rmSync(folder, { recursive: true, force: true });
}
