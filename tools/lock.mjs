import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const WAIT_MS_MAX = 120_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** 0 when the file was given back meanwhile, or is just being written. */
function ownerOf(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** Takes the file; false when a live process has it. The file of a dead one is removed, to be taken at the next attempt. */
function tryTake(file) {
  try {
    fs.writeFileSync(file, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(file);
  if (owner > 0 && !isAlive(owner)) fs.rmSync(file, { force: true });
  return false;
}

/** Calls `work` while no other process on this computer holds the lock file. Throws when that takes too long. */
export async function withLock(file, work) {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (!tryTake(file)) {
    if (performance.now() > deadline) throw new Error(`${file} is held by another process; delete it if there is none`);
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}
