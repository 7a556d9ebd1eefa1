// A PostgreSQL of the simulator's own, which may be killed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { SERVER_SETTINGS } from '../support/postgres.ts';

export class SimServer {
  private readonly dir: string;
  private server: EmbeddedServer;
  private killed: readonly number[] = [];

  private constructor(dir: string, server: EmbeddedServer) {
    this.dir = dir;
    this.server = server;
  }

  /** An empty migrated database on a server of its own. */
  static async start(): Promise<SimServer> {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-sim-'));
    const server = new SimServer(dir, await run(dir));
    await migrate(server.url);
    return server;
  }

  /** The same after every start. */
  get url(): string {
    return this.server.url;
  }

  /** SIGKILL for the server and all its children, at this very moment. */
  kill(): void {
    const [postmaster = ''] = fs.readFileSync(path.join(this.dir, 'data/postmaster.pid'), 'utf8').split('\n');
    const children = spawnSync('pgrep', ['-P', postmaster], { encoding: 'utf8' }).stdout.split('\n');
    this.killed = [postmaster, ...children].map(Number).filter((pid) => pid > 0);
    for (const pid of this.killed) isThere(pid, 'SIGKILL');
  }

  async restart(): Promise<void> {
    const { url } = this;
    while (this.killed.some((pid) => isThere(pid))) await sleep(5); // the last one leaves the port
    const before = this.server;
    this.server = await run(this.dir);
    if (this.url !== url) throw new Error('the server came back on another port');
    await before.stop();
  }

  async stop(): Promise<void> {
    await this.server.stop({ force: true });
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}

function isThere(pid: number, signal: NodeJS.Signals | 0 = 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it has ended
  }
}

const SETTINGS = {
  ...SERVER_SETTINGS,
  synchronous_commit: 'on', // what was acknowledged has to outlive the server's processes, if not the machine's power
  // Few rows and many new connections: to plan a statement takes longer than the best order of its joins would save.
  join_collapse_limit: '1',
  from_collapse_limit: '1',
};

const run = (dir: string): Promise<EmbeddedServer> => startEmbedded({ dir, database: 'town', settings: SETTINGS });
