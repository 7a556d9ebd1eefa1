// Generates the Prisma client and compiles src/ to dist/. Runs by itself after `npm ci` (the "prepare" script).
//   node tools/build.mjs              builds
//   node tools/build.mjs --if-stale   builds when a source file is newer than dist/
// With --despite-type-errors it shows them and goes on: tests are also run in the middle of a change of types.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.built');
const schema = path.join(root, 'prisma', 'schema.prisma');
const client = path.join(root, 'src', 'generated', 'prisma', 'client.ts');

const modifiedAt = (file) => (fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0);

/** Runs a program quietly: what it printed is shown when it fails. */
function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  throw new Error(`node ${args[0]} failed`);
}

/** Whether dist/ is missing or a source file was changed, added or removed since. False where there are no sources. */
export function isStale() {
  const source = path.join(root, 'src');
  if (!fs.existsSync(source)) return false; // a production image carries dist/ only
  const builtAt = modifiedAt(stamp);
  const files = fs
    .readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.startsWith('generated'))
    .map((file) => path.join(source, file));
  return builtAt === 0 || [source, schema, ...files].some((file) => modifiedAt(file) > builtAt);
}

/** Files that are not TypeScript but belong beside the compiled code. */
function copyAssets(to) {
  const assets = fs
    .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ftl|html|css|client\.js|svg)$/.test(file));
  for (const file of assets) {
    const copy = path.join(to, file);
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.copyFileSync(path.join(root, 'src', file), copy);
  }
}

/** Compiles aside and puts the whole result in place at once, so that a program starting meanwhile finds dist/ complete. */
function compile(despiteTypeErrors) {
  const startedAt = new Date();
  const aside = `${dist}.new`;
  fs.rmSync(aside, { recursive: true, force: true });
  let isSound = true;
  try {
    run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', aside]);
  } catch (error) {
    if (!despiteTypeErrors || !fs.existsSync(aside)) throw error;
    isSound = false;
  }
  copyAssets(aside);
  if (isSound) {
    fs.writeFileSync(path.join(aside, '.built'), '');
    fs.utimesSync(path.join(aside, '.built'), startedAt, startedAt); // what was edited meanwhile is built next time
  }
  fs.rmSync(dist, { recursive: true, force: true });
  fs.renameSync(aside, dist);
}

/** Builds everything, or with `ifStale` only what is out of date. Programs that build at the same time take turns. */
export async function build({ ifStale = false, despiteTypeErrors = false } = {}) {
  if (ifStale && !isStale()) return;
  await withLock(path.join(root, 'node_modules', '.exodus-build.lock'), () => {
    if (ifStale && !isStale()) return; // another program just did it
    const isGenerated = ifStale && modifiedAt(client) > modifiedAt(schema);
    if (!isGenerated) run(['tools/prisma.mjs', 'generate', '--no-hints']);
    compile(despiteTypeErrors);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build({
      ifStale: process.argv.includes('--if-stale'),
      despiteTypeErrors: process.argv.includes('--despite-type-errors'),
    });
  } catch (error) {
    console.error(`Build failed: ${error.message}.`);
    process.exitCode = 1;
  }
}
