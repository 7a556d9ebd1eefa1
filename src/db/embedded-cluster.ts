// The files of an embedded PostgreSQL: making them once, its settings, and finding out whether a server runs on them.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Tools } from './embedded-tools.ts';

export const SUPERUSER = 'exodus';

const SETTINGS_FILE = 'exodus.conf';
const LOG_BYTES_MAX = 1_000_000;

/** Where everything lies below the folder given to `startEmbedded`. */
export interface Cluster {
  readonly data: string;
  /** What the server says. */
  readonly serverLog: string;
  /** What initdb and pg_ctl say. */
  readonly toolLog: string;
  readonly password: string;
}

/** What the server's own file says about it while it runs. */
export interface Postmaster {
  readonly pid: number;
  /** 0 while the server is still opening its port. */
  readonly port: number;
}

export type Settings = Readonly<Record<string, string>>;

const SETTINGS: Settings = {
  listen_addresses: "'127.0.0.1'",
  unix_socket_directories: "''",
  max_connections: '60',
  timezone: "'UTC'",
  log_timezone: "'UTC'",
  // The log must not hold what people wrote: no statements, no rows, only starts, stops and crashes.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/** Finds the database files in `dir` or makes them. Two programs may do this at the same time: one of them wins. */
export async function openCluster(dir: string, tools: Tools, settings: Settings): Promise<Cluster> {
  const data = path.join(dir, 'data');
  const toolLog = path.join(dir, 'pg_ctl.log');
  if (!isCluster(data)) await createCluster(dir, data, toolLog, tools, settings);
  const password = fs.readFileSync(passwordFile(data), 'utf8');
  return { data: fs.realpathSync(data), serverLog: path.join(dir, 'server.log'), toolLog, password };
}

const isCluster = (data: string): boolean => fs.existsSync(path.join(data, 'PG_VERSION'));
const passwordFile = (data: string): string => path.join(data, `${SUPERUSER}.password`);

/** Made aside and renamed into place: breaking off at any moment leaves no half-made database. */
async function createCluster(dir: string, data: string, log: string, tools: Tools, settings: Settings): Promise<void> {
  removeBrokenOff(dir);
  const aside = path.join(dir, `data.new-${process.pid}`);
  const passwordFor = `${aside}.password`;
  const password = randomBytes(18).toString('base64url');
  try {
    fs.writeFileSync(passwordFor, password, { mode: 0o600 });
    tools.own(passwordFor);
    const access = ['-U', SUPERUSER, `--pwfile=${passwordFor}`, '--auth=scram-sha-256'];
    // The built-in locale is the same on every system and knows the letter case of every alphabet.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const haste = settings.fsync === 'off' ? ['--no-sync'] : [];
    const { code, output } = await tools.run('initdb', ['-D', aside, ...access, ...locale, ...haste], log);
    if (code !== 0) throw new Error(`Cannot make a database in ${dir}: ${lastLine(output)}`);
    fs.renameSync(passwordFor, passwordFile(aside));
    fs.appendFileSync(path.join(aside, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`);
    fs.renameSync(aside, data);
  } catch (error) {
    if (!isCluster(data)) throw error; // else another program was faster
  } finally {
    fs.rmSync(passwordFor, { force: true });
    fs.rmSync(aside, { recursive: true, force: true });
  }
}

/** What programs that were killed while they made a database left behind. */
function removeBrokenOff(dir: string): void {
  for (const name of fs.readdirSync(dir)) {
    const pid = Number(/^data\.new-(\d+)/.exec(name)?.[1] ?? 0);
    if (pid > 0 && !isAlive(pid)) fs.rmSync(path.join(dir, name), { recursive: true, force: true });
  }
}

/** Writes the settings for the next start; replaced in one step, since a server may be reading them. */
export function writeSettings({ data }: Cluster, port: number, settings: Settings, tools: Tools): void {
  const lines = Object.entries({ ...SETTINGS, ...settings, port: `${port}` }).map(
    ([key, value]) => `${key} = ${value}`,
  );
  const aside = path.join(data, `${SETTINGS_FILE}.new-${process.pid}`);
  fs.writeFileSync(aside, `${lines.join('\n')}\n`, { mode: 0o600 });
  tools.own(aside);
  fs.renameSync(aside, path.join(data, SETTINGS_FILE));
}

/** The port of the last start, 0 when there was none. */
export function lastPort({ data }: Cluster): number {
  const file = path.join(data, SETTINGS_FILE);
  if (!fs.existsSync(file)) return 0;
  return Number(/^port = (\d+)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? 0);
}

/** The server's log is a help against failed starts, not an archive. */
export function trimLog({ serverLog }: Cluster): void {
  if (fs.existsSync(serverLog) && fs.statSync(serverLog).size > LOG_BYTES_MAX) fs.truncateSync(serverLog);
}

/** The server that runs on these files, if any. */
export function findPostmaster({ data }: Cluster): Postmaster | undefined {
  const file = path.join(data, 'postmaster.pid');
  const written = readIfThere(file);
  const [pid = 0, , , port = 0] = written.split('\n').map(Number);
  if (!(pid > 0)) return undefined;
  if (!isAlive(pid)) return undefined; // killed; the next server removes the file by itself
  if (runsOn(pid, data)) return { pid, port: port > 0 ? port : 0 };
  // The number now belongs to another program (after a reboot, in a container); PostgreSQL would believe in a live server.
  if (readIfThere(file) === written) fs.rmSync(file, { force: true });
  return undefined;
}

function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Only Linux tells; elsewhere a live process of that number is taken for the server. */
function runsOn(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return true;
  const [program = '', ...args] = readIfThere(`/proc/${pid}/cmdline`).split('\0');
  return program.includes('postgres') && args.includes(data);
}

/** The last line that says anything, for an error message of one line. */
export function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => /FATAL|PANIC|error/.test(line)) ?? lines.at(-1) ?? 'no reason given';
}
