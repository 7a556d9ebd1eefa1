// Compiles the benchmark and the pictures to a temporary folder and runs it there. See README.md.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-bench-build-'));
fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
const config = {
  extends: path.join(root, 'tsconfig.json'),
  compilerOptions: {
    noEmit: false,
    rootDir: root,
    outDir: folder,
    typeRoots: [path.join(root, 'node_modules/@types')],
  },
  include: [path.join(root, 'bench/pictures')],
};
fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
  return status === 0;
}

fs.cpSync(path.join(root, 'src/locales'), path.join(folder, 'src/locales'), { recursive: true });
if (run(path.join(root, 'node_modules/typescript/bin/tsc'), '-p', folder)) {
  run(path.join(folder, 'bench/pictures/run.js'), ...process.argv.slice(2));
}
fs.rmSync(folder, { recursive: true, force: true });
