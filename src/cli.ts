// The operator's command line: `npm run -s exodus -- <command>`. The bot's own code and environment; it works beside a
// running bot and never calls the Bot API.
import process from 'node:process';
import type { Config } from './config.ts';
import type { Answer, Command, StandaloneCommand, Work } from './operator/command.ts';

interface Entry {
  readonly usage: string;
  readonly what: string;
  /** Loads the command when it is wanted. */
  readonly load?: () => Promise<Command>;
  /** The same for a command that needs no open house. */
  readonly loadAlone?: () => Promise<StandaloneCommand>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  migrate: {
    usage: 'migrate',
    what: 'bring the database to this version',
    load: async () => (await import('./operator/records.ts')).migrate,
  },
  cycle: {
    usage: 'cycle status | preview | close',
    what: 'show the months; what a close would propose; close what has ended by now',
    load: async () => (await import('./operator/cycle.ts')).cycle,
  },
  jobs: {
    usage: 'jobs run',
    what: 'do everything that is due by now',
    load: async () => (await import('./operator/cycle.ts')).jobs,
  },
  clock: {
    usage: 'clock set <ISO time> | add <1d> | reset',
    what: 'move the clock the bot goes by (sandbox and tests only); spans: 30m, 12h, 1d, 1w',
    load: async () => (await import('./operator/clock.ts')).clock,
  },
  doctor: {
    usage: 'doctor',
    what: 'check the invariants',
    load: async () => (await import('./operator/records.ts')).doctor,
  },
  backup: {
    usage: 'backup <file>',
    what: 'everything the database holds, in one file, while the bot goes on working',
    load: async () => (await import('./operator/backup.ts')).backup,
  },
  restore: {
    usage: 'restore <file>',
    what: 'bring a backup into an empty database',
    loadAlone: async () => (await import('./operator/backup.ts')).restore,
  },
  reports: {
    usage: 'reports [done <number>]',
    what: 'read the open reports of abuse; mark one as dealt with',
    load: async () => (await import('./operator/reports.ts')).reports,
  },
  key: {
    usage: 'key rotate',
    what: 'seal everything with a new DATA_KEY, while the bot is stopped',
    loadAlone: async () => (await import('./operator/key.ts')).key,
  },
  export: {
    usage: 'export <telegram id>',
    what: 'everything stored about one member, as JSON',
    load: async () => (await import('./operator/records.ts')).exportOf,
  },
  'seed-demo': {
    usage: 'seed-demo [--members N]',
    what: 'fill an empty sandbox with people, requests and pledges',
    load: async () => (await import('./operator/demo.ts')).seedDemo,
  },
};

const ALLOCATE = {
  usage: 'allocate [--large file.bin] < instance.json',
  what: 'run the allocation engine; no database',
};

function usage(): string {
  const rows = [...Object.values(COMMANDS), ALLOCATE];
  const width = Math.max(...rows.map((row) => row.usage.length));
  return [
    'Usage: npm run -s exodus -- <command> [--json]',
    ...rows.map((row) => `  ${row.usage.padEnd(width)}  ${row.what}`),
  ].join('\n');
}

const CONNECTIONS_MAX = 4;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Opens the house, does the work, closes the house. */
async function workInHouse(config: Config, work: Work): Promise<Answer> {
  const [{ createLog }, { openHouse }] = await Promise.all([import('./log.ts'), import('./house.ts')]);
  const level = ['error', 'fatal', 'silent'].includes(config.logLevel) ? config.logLevel : 'warn';
  const log = createLog(level, { write: (line) => process.stderr.write(line) });
  const onDatabaseError = (err: Error): void => log.warn({ err }, 'connection lost');
  const house = await openHouse(config, { connections: CONNECTIONS_MAX, onDatabaseError });
  try {
    await house.rememberBot();
    return await work({ house, log });
  } finally {
    await house.close();
  }
}

/** Understands the command before anything is opened, and does it. @returns the exit code */
async function run(entry: Entry, args: readonly string[], asJson: boolean): Promise<number> {
  const { loadConfig } = await import('./config.ts');
  const config = loadConfig();
  const alone = (await entry.loadAlone?.())?.(args, config);
  const work = (await entry.load?.())?.(args, config);
  const { data, text, ok = true } = alone ? await alone() : await workInHouse(config, work!);
  print(asJson ? JSON.stringify(data) : text);
  return ok ? 0 : 1;
}

async function main(argv: readonly string[]): Promise<number> {
  const asJson = argv.includes('--json');
  const [name, ...args] = argv.filter((arg) => arg !== '--json');
  if (name === undefined || argv.includes('--help') || name === 'help') {
    if (name === undefined) complain(usage());
    else print(usage());
    return name === undefined ? 1 : 0;
  }
  if (name === 'allocate') {
    print(JSON.stringify(await (await import('./operator/allocate.ts')).allocate(args)));
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    complain(`There is no command ${JSON.stringify(name)}.\n${usage()}`);
    return 1;
  }
  return run(entry, args, asJson);
}

process.stdout.on('error', () => {}); // whoever read the answer has read enough (`| head`)

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { inWords } = await import('./one-line.ts');
  complain(inWords(error));
  if (error instanceof Error && error.name === 'UsageError') complain(usage());
  process.exitCode = 1;
}
