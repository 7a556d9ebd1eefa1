import path from 'node:path';
import process from 'node:process';
import type { Config } from '../config.ts';
import type { OpenHouse } from '../house.ts';
import { moveClock, now, toMorning } from '../house-clock.ts';
import { greeting } from '../sandbox/demo-people.ts';
import { type Sandbox, type SandboxClock, startSandbox } from '../sandbox/index.ts';
import { bringIntoSandbox, DEMO_MEMBERS, fillWithDemo } from './demo.ts';

/** The page's clock is the house's: its buttons do what `exodus clock` does, and the bot follows in the same way. */
const clockOf = (house: OpenHouse): SandboxClock => ({
  now: async () => house.clock.now(),
  shift: (by) => moveClock(house, toMorning(by === 'day' ? 'next day' : 'next month')),
  reset: () => moveClock(house, now),
});

/** Starts the sandbox for the bot of this house; a new one begins with a small network. Says where its page is. */
export async function openSandbox(config: Config, house: OpenHouse): Promise<Sandbox> {
  const sandbox = await startSandbox({
    port: config.sandboxPort,
    stateFile: path.join(config.dataDir, 'sandbox.json'),
    clock: clockOf(house),
  });
  try {
    if ((await house.db.prisma.member.count()) === 0) await fillWithDemo(house, DEMO_MEMBERS);
    await bringIntoSandbox(house, sandbox.api);
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  process.stdout.write(`${greeting(sandbox.url)}\n`);
  return sandbox;
}
