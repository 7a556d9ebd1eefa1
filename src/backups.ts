// The backups that the house makes by itself, and the list of erasures that outlives them.
import fs from 'node:fs';
import path from 'node:path';
import { backup } from './db/backup.ts';
import { DAY_MS } from './domain/clock.ts';

/** R12 says 30; one day is left for a program that does not run. */
const BACKUP_DAYS = 29;
const PARTIAL_MS_MAX = DAY_MS;
const NAME = /^(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z)-(.+)\.exodus$/;
const ERASURES = 'erasures.txt';
const LINE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (\S+)$/;

export const backupsDir = (dataDir: string): string => path.join(dataDir, 'backups');

/** Whether a backup for this reason lies there: what is tried again needs no second one. */
function isThere(dir: string, reason: string): boolean {
  return fs.existsSync(dir) && fs.readdirSync(dir).some((name) => NAME.exec(name)?.[2] === reason);
}

/**
 * Backs the database up into the data folder, unless it was done for the same reason already.
 * @param reason letters, digits and hyphens; part of the file's name
 * @throws BackupError
 */
export async function backUpBefore(dataDir: string, url: string, reason: string, now: Date): Promise<void> {
  const dir = backupsDir(dataDir);
  if (isThere(dir, reason)) return;
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  await backup(url, path.join(dir, `${now.toISOString().replaceAll(':', '-')}-${reason}.exodus`), now);
}

/** Deletes automatic backups of {@link BACKUP_DAYS} days and more, and what killed programs left half-written. */
export function clearOldBackups(dataDir: string, now: Date): number {
  const dir = backupsDir(dataDir);
  if (!fs.existsSync(dir)) return 0;
  const isOld = (name: string): boolean => {
    const at = NAME.exec(name)?.[1];
    if (at) return Date.parse(at.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:')) <= now.getTime() - BACKUP_DAYS * DAY_MS;
    return name.endsWith('.partial') && Date.now() - fs.statSync(path.join(dir, name)).mtimeMs > PARTIAL_MS_MAX;
  };
  const old = fs.readdirSync(dir).filter(isOld);
  for (const name of old) fs.rmSync(path.join(dir, name), { force: true });
  return old.length;
}

/** One erased person: their random key, which is all that remains of them. */
export interface ErasedPerson {
  readonly personKey: string;
  readonly erasedAt: Date;
}

/** The list kept in a folder; empty when there is none. A line broken off by a power cut is left out. */
export function readErasures(dir: string): ErasedPerson[] {
  const file = path.join(dir, ERASURES);
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, personKey, at = ''] = LINE.exec(line) ?? [];
      const erasedAt = new Date(at);
      return personKey && !Number.isNaN(erasedAt.getTime()) ? [{ personKey, erasedAt }] : [];
    });
}

/**
 * Appends to the list beside the backups whoever is not on it yet. It survives the loss of the database, so that a restore erases
 * them again (R12). Returns how many were added.
 */
export function keepErasures(dataDir: string, erased: readonly ErasedPerson[]): number {
  const dir = backupsDir(dataDir);
  const known = new Set(readErasures(dir).map(({ personKey }) => personKey));
  const missing = erased.filter(({ personKey }) => !known.has(personKey));
  if (missing.length === 0) return 0;
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lines = missing.map(({ personKey, erasedAt }) => `${personKey} ${erasedAt.toISOString()}\n`);
  const handle = fs.openSync(path.join(dir, ERASURES), 'a', 0o600);
  try {
    fs.writeSync(handle, `\n${lines.join('')}`); // begins on a line of its own, whatever was broken off before
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  return missing.length;
}
