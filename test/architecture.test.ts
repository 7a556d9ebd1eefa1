import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// The arrows and sizes of the house (README, "How it is built"). Types may cross where a rule says so: they vanish when compiled.

const ROOT = path.resolve(import.meta.dirname, '..');
const SRC = path.join(ROOT, 'src');
const LINES_MAX = 400;
/** "About 70", said exactly. */
const FUNCTION_LINES_MAX = 75;
/** The engine's innermost loop: cut into functions it would call them a hundred million times. */
const LONGER_FOR_SPEED = ['domain/allocation/search.ts run'];

interface Source {
  /** From src/, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

interface Import {
  /** `src/…` of a relative import, else the package's name. */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

const FROM =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?([^'";]*?)\s*from\s*['"]([^'"]+)['"]|(?:import\(\s*|(?:^|\n)\s*import\s*)['"]([^'"]+)['"]/g;

function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(FROM)].map(([, , type, names, from, bare]) => {
    const wanted = from ?? bare ?? '';
    const target = wanted.startsWith('.') ? path.posix.join(path.posix.dirname(file), wanted) : wanted;
    const named = /^\{([\s\S]*)\}$/.exec((names ?? '').trim())?.[1];
    const all = named
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    return { target, isTypeOnly: type !== undefined || (all?.every((name) => name.startsWith('type ')) ?? false) };
  });
}

function read(directory: string): Source[] {
  return fs.readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const full = path.join(entry.parentPath, entry.name);
    const file = path.relative(SRC, full).split(path.sep).join('/');
    if (!entry.isFile() || !/\.(ts|js)$/.test(entry.name) || file.startsWith('generated/')) return [];
    const text = fs.readFileSync(full, 'utf8');
    return [{ file, text, imports: importsOf(file, text) }];
  });
}

const SOURCES = read(SRC);
const within = (folder: string): Source[] => SOURCES.filter(({ file }) => file.startsWith(folder));

/** `file → target` of every import of these sources that the rule forbids. */
const forbidden = (sources: readonly Source[], isForbidden: (imported: Import, file: string) => boolean): string[] =>
  sources.flatMap(({ file, imports }) =>
    imports.filter((imported) => isForbidden(imported, file)).map(({ target }) => `${file} → ${target}`),
  );

const isGrammy = (target: string): boolean =>
  target === 'grammy' || target.startsWith('grammy/') || target.startsWith('@grammyjs/');
const isIn = (target: string, ...folders: string[]): boolean => folders.some((folder) => target.startsWith(folder));

describe('arrows run one way', () => {
  test('there is something to look at', () => {
    expect(SOURCES.length).toBeGreaterThan(80);
    expect(within('domain/').flatMap(({ imports }) => imports).length).toBeGreaterThan(150);
    expect(
      importsOf('a/b.ts', "import { type A, type B } from '../c.ts';\nimport x, { y } from 'z';\nimport 'side';"),
    ).toEqual([
      { target: 'c.ts', isTypeOnly: true },
      { target: 'z', isTypeOnly: false },
      { target: 'side', isTypeOnly: false },
    ]);
  });

  test('the domain knows no Telegram, no sandbox, no operator and no composition', () => {
    const broken = forbidden(
      within('domain/'),
      ({ target }) =>
        isGrammy(target) ||
        isIn(target, 'telegram/', 'sandbox/', 'operator/', 'locales/', 'main', 'cli', 'jobs', 'house', 'config', 'log'),
    );
    expect(broken).toEqual([]);
  });

  test('the database’s folder knows nothing above the domain', () => {
    const broken = forbidden(
      within('db/'),
      ({ target }) => isGrammy(target) || isIn(target, 'telegram/', 'sandbox/', 'operator/', 'main', 'cli', 'jobs'),
    );
    expect(broken).toEqual([]);
  });

  test('the allocation imports nothing but itself; Node’s own modules only where it is run or read from a file', () => {
    const mayUseNode = ['run.ts', 'worker.ts', 'large.ts'].map((name) => `domain/allocation/${name}`);
    const broken = forbidden(within('domain/allocation/'), ({ target }, file) =>
      target.startsWith('node:') ? !mayUseNode.includes(file) : !isIn(target, 'domain/allocation/'),
    );
    expect(broken).toEqual([]);
  });

  test('screens read no database and use of grammY and Prisma only types', () => {
    const broken = forbidden(within('telegram/screens/'), ({ target, isTypeOnly }) => {
      if (isGrammy(target)) return !isTypeOnly;
      if (target.startsWith('generated/')) return !(isTypeOnly && target === 'generated/prisma/enums.ts');
      return isIn(target, 'db/') || target.startsWith('node:fs') || target === 'pg';
    });
    expect(broken).toEqual([]);
  });

  test('only telegram/ imports grammY', () => {
    const others = SOURCES.filter(({ file }) => !file.startsWith('telegram/'));
    expect(forbidden(others, ({ target }) => isGrammy(target))).toEqual([]);
  });

  test('nothing imports main or cli', () => {
    expect(forbidden(SOURCES, ({ target }) => /^(main|cli)\.(ts|js)$/.test(target))).toEqual([]);
  });

  test('the sandbox knows nothing of the bot behind it', () => {
    const broken = forbidden(
      within('sandbox/'),
      ({ target }) => isGrammy(target) || isIn(target, 'telegram/', 'domain/', 'db/', 'generated/', 'operator/'),
    );
    expect(broken).toEqual([]);
  });

  test('allocation is imported through its index, or its runner', () => {
    const others = SOURCES.filter(({ file }) => !file.startsWith('domain/allocation/'));
    const broken = forbidden(
      others,
      ({ target }) => isIn(target, 'domain/allocation/') && target !== 'domain/allocation/index.ts',
    );
    expect(broken).toEqual([]);
  });
});

describe('time and chance', () => {
  test('come into the domain from outside: no Date.now, no new Date(), no Math.random', () => {
    const uses = within('domain/')
      .filter(({ file }) => !file.startsWith('domain/allocation/'))
      .flatMap(({ file, text }) =>
        [
          ...text.matchAll(
            /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bDateTime\.(now|local|utc)\(\s*\)|\bperformance\.now\(/g,
          ),
        ].map(([use]) => `${file}: ${use}`),
      );
    expect(uses).toEqual([]);
  });
});

describe('sizes and names', () => {
  test('no folder is named after nothing', () => {
    const folders = new Set(SOURCES.flatMap(({ file }) => file.split('/').slice(0, -1)));
    expect([...folders].filter((name) => /^(utils?|helpers?|common|misc|lib|shared)$/i.test(name))).toEqual([]);
  });

  test(`no file of src is longer than ${LINES_MAX} lines`, () => {
    const long = SOURCES.map(({ file, text }) => [file, text.split('\n').length - 1] as const).filter(
      ([, lines]) => lines > LINES_MAX,
    );
    expect(long).toEqual([]);
  });

  test(`no function of src is longer than ${FUNCTION_LINES_MAX} lines`, () => {
    expect(functionsAbove(FUNCTION_LINES_MAX, 'function long() {\n'.concat('  x();\n'.repeat(80), '}\n'))).toEqual([
      ['long', 82],
    ]);
    const long = SOURCES.flatMap(({ file, text }) =>
      functionsAbove(FUNCTION_LINES_MAX, text).map(([name]) => `${file} ${name}`),
    ).filter((place) => !LONGER_FOR_SPEED.includes(place));
    expect(long).toEqual([]);
  });
});

/** How functions, methods and arrow functions with a name of their own begin, as the formatter writes them. */
const HEADS = [
  /^(?<indent>\s*)(?:export )?(?:default )?(?:async )?function\*? (?<name>\w+)/,
  /^(?<indent>\s*)(?:export )?const (?<name>\w+)(?:: [^=]+)? = (?:async )?(?:<.*>)?\(/,
  /^(?<indent>\s*)(?:(?:private|protected|public|static|override|async|get|set) )*(?<name>(?!if|for|while|switch|catch|return|await)\w+)(?:<.*>)?\((?:$|.*\{$)/,
];

/**
 * Named functions of more than `max` lines, signature and closing brace included. Found by indentation, which the formatter
 * guarantees: TypeScript 7 offers no syntax tree to libraries.
 */
function functionsAbove(max: number, text: string): (readonly [name: string, lines: number])[] {
  const lines = text.split('\n');
  return lines.flatMap((line, start) => {
    const { indent, name } = HEADS.map((head) => head.exec(line)?.groups).find((found) => found !== undefined) ?? {};
    if (indent === undefined || name === undefined) return [];
    const isBack = (index: number) => lines[index]!.startsWith(indent) && /\S/.test(lines[index]![indent.length] ?? '');
    let open = start;
    while (open < lines.length && !lines[open]!.endsWith('{') && (open === start || !isBack(open))) open++;
    if (!lines[open]?.endsWith('{')) return [];
    let end = open + 1;
    while (end < lines.length && !isBack(end)) end++;
    const size = end - start + 1;
    return size > max ? [[name, size] as const] : [];
  });
}
