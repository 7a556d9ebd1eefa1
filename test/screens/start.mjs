// npm run screens [-- <file>]: writes every screen in three languages to one page (data/screens.html); exits 1 and says why when one breaks R16.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const file = path.resolve(process.argv[2] ?? path.join(root, 'data/screens.html'));
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', '--config', 'vitest.screens.config.ts'];
const env = { ...process.env, SCREENS_PAGE: file };
const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
console.log(`The page: ${file}`);
process.exitCode = status ?? 1;
