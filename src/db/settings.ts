// What the database remembers about its deployment: whose it is, and how far its clock was moved.
import type pg from 'pg';

/** What may not change from one start to the next. */
export interface Identity {
  /** Digits before the colon of the token. */
  readonly botId: string;
  readonly keyMark: string;
  readonly unitDecimals: number;
  readonly timezone: string;
}

/** The database belongs to another deployment. The message is one line that says what to do. */
export class ForeignDatabaseError extends Error {
  override readonly name = 'ForeignDatabaseError';
}

type Queryable = Pick<pg.Pool, 'query'>;

const rowsOf = (identity: Identity): readonly (readonly [key: string, value: string])[] => [
  ['bot_id', identity.botId],
  ['key_mark', identity.keyMark],
  ['unit_decimals', String(identity.unitDecimals)],
  ['timezone', identity.timezone],
];

const OBJECTIONS: Readonly<Record<string, (remembered: string, identity: Identity) => string>> = {
  bot_id: (remembered, { botId }) =>
    `This database belongs to bot ${remembered}, the token is bot ${botId}'s: use that bot's token, or another DATA_DIR or DATABASE_URL.`,
  key_mark: () =>
    'The texts in this database were sealed with another DATA_KEY: set that one, or put back its file data.key.',
  unit_decimals: (remembered, { unitDecimals }) =>
    `UNIT_DECIMALS: found ${unitDecimals}, expected ${remembered}: the amounts in this database are counted so.`,
  timezone: (remembered, { timezone }) =>
    `TIMEZONE: found ${JSON.stringify(timezone)}, expected ${JSON.stringify(remembered)}: the months in this database begin there.`,
};

/** There while the sealed columns are on their way from one key to another: `old new`. */
const ROTATION = 'key_rotation';

/** Reads the settings before the tables may even exist. */
async function readAll(db: Queryable): Promise<Map<string, string>> {
  const { rows: found } = await db.query<{ table: string | null }>(`SELECT to_regclass('settings') AS "table"`);
  if (!found[0]?.table) return new Map();
  const { rows } = await db.query<{ key: string; value: string }>('SELECT key, value FROM settings');
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/**
 * Makes sure that the database is this deployment's; changes nothing. Safe before migrating, so that another bot's
 * database is not brought to another version.
 * @throws ForeignDatabaseError
 */
export async function refuseForeign(db: Queryable, identity: Identity): Promise<void> {
  const remembered = await readAll(db);
  if (remembered.has(ROTATION)) {
    throw new ForeignDatabaseError('The change of DATA_KEY was broken off: finish it with "exodus key rotate".');
  }
  for (const [key, value] of rowsOf(identity)) {
    const earlier = remembered.get(key);
    if (earlier !== undefined && earlier !== value) throw new ForeignDatabaseError(OBJECTIONS[key]!(earlier, identity));
  }
}

/**
 * Writes the deployment's identity into a new database, and checks that nobody else was faster.
 * @param what the whole of it, or all but the bot while Telegram has not said yet that it knows the token
 * @throws ForeignDatabaseError
 */
export async function claim(db: Queryable, identity: Identity, what: 'all' | 'all but the bot'): Promise<void> {
  for (const row of rowsOf(identity)) {
    if (row[0] === 'bot_id' && what !== 'all') continue;
    await db.query('INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING', [...row]);
  }
  await refuseForeign(db, identity);
}

const CLOCK_OFFSET = 'clock_offset_ms';
/** Real time of the last move; `doctor` gives the jobs a moment to follow. */
export const CLOCK_MOVED_AT = 'clock_moved_at';

/** How far the house's clock is ahead of real time, in milliseconds; 0 unless it was moved. */
export async function readClockOffset(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ value: string }>('SELECT value FROM settings WHERE key = $1', [CLOCK_OFFSET]);
  return Number(rows[0]?.value ?? 0);
}

/** Prisma's client or transaction, as far as moving the clock needs it. */
interface SettingsTable {
  upsert(args: {
    where: { key: string };
    create: { key: string; value: string };
    update: { value: string };
  }): PromiseLike<unknown>;
}

/** Remembers the offset in the caller's transaction. */
export async function writeClockOffset(settings: SettingsTable, offsetMs: number, realNow: Date): Promise<void> {
  const rows = { [CLOCK_OFFSET]: String(offsetMs), [CLOCK_MOVED_AT]: realNow.toISOString() };
  for (const [key, value] of Object.entries(rows)) {
    await settings.upsert({ where: { key }, create: { key, value }, update: { value } });
  }
}

/** Since when automatic backups fail. */
export const BACKUP_FAILED_AT = 'backup_failed_at';

/** Remembers since when automatic backups fail; null: the last one was made. */
export async function rememberBackup(db: Queryable, failedAt: Date | null): Promise<void> {
  if (failedAt === null) await db.query('DELETE FROM settings WHERE key = $1', [BACKUP_FAILED_AT]);
  else {
    await db.query('INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING', [
      BACKUP_FAILED_AT,
      failedAt.toISOString(),
    ]);
  }
}

/** Where the sealed columns stand: sealed with one key, or on their way to another. */
export interface KeyStanding {
  /** Null: nothing was ever sealed here. */
  readonly mark: string | null;
  readonly rotation: { readonly from: string; readonly to: string } | null;
}

export async function readKeyStanding(db: Queryable): Promise<KeyStanding> {
  const remembered = await readAll(db);
  const [from, to] = remembered.get(ROTATION)?.split(' ') ?? [];
  return { mark: remembered.get('key_mark') ?? null, rotation: from && to ? { from, to } : null };
}

/** From now on nobody but the rotation may open the database. */
export async function beginRotation(db: Queryable, from: string, to: string): Promise<void> {
  await db.query('INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING', [
    ROTATION,
    `${from} ${to}`,
  ]);
}

/** Everything is sealed with the new key: it is the database's from now on. In the caller's transaction. */
export async function endRotation(db: Queryable, to: string): Promise<void> {
  await db.query(`UPDATE settings SET value = $1 WHERE key = 'key_mark'`, [to]);
  await db.query('DELETE FROM settings WHERE key = $1', [ROTATION]);
}
