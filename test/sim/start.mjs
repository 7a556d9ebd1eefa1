// npm run sim -- --seed 7 --months 24 --members 200 [--seeds 10] [--kills 5]: lives through the months and prints what happened. Of a thousand
// calls so many are a bot's last (and as many again, after they arrived), and so many the database's.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const option = (usual) => ({ type: 'string', default: usual });
const options = {
  seed: option('1'),
  seeds: option('1'),
  months: option('24'),
  members: option('200'),
  kills: option('1'),
};
const { values } = parseArgs({ options });
const wrong = Object.entries(values).find(([, value]) => !/^\d{1,9}$/.test(value));
if (wrong) {
  console.error(`--${wrong[0]} is a number, not ${JSON.stringify(wrong[1])}.`);
  process.exit(1);
}
const env = { ...process.env };
for (const [name, value] of Object.entries(values)) env[`SIM_${name.toUpperCase()}`] = value;
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', '--config', 'vitest.long.config.ts', 'test/sim/sim.long.test.ts', '--silent=false'];
process.exitCode = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
