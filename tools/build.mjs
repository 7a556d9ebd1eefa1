// Generates the Prisma client and compiles src/ to dist/. Runs by itself after `npm ci` (the "prepare" script).
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

/** Files that are not TypeScript but belong beside the compiled code. */
function copyAssets() {
  const assets = fs
    .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ftl|html|css|client\.js|svg)$/.test(file));
  for (const file of assets) {
    const to = path.join(root, 'dist', file);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(path.join(root, 'src', file), to);
  }
}

export function build() {
  run(['tools/prisma.mjs', 'generate', '--no-hints']);
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  copyAssets();
  fs.writeFileSync(path.join(root, 'dist', '.built'), '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
