// What Prisma's schema engine needs from a PostgreSQL driver, on top of the official adapter for `pg`.
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const OID_CHAR = 18; // the catalogue's one-byte type "char"
const OID_TEXT = 25;

/** Calls `use` with a connection that is closed afterwards whatever happens. */
export async function withClient(url, use) {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The address of another database on the same server. */
export function onSameServer(url, database) {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

/** The adapter reports the catalogue's "char" as an unknown type; the engine wants it as Character. */
function decodeCatalogueChars(adapter) {
  const queryRaw = adapter.queryRaw;
  adapter.queryRaw = async (query) => {
    let isChar = [];
    const performIO = async (input) => {
      const result = await adapter.performIO(input);
      isChar = result.fields.map((field) => field.dataTypeID === OID_CHAR);
      result.fields = result.fields.map((field, i) => (isChar[i] ? { ...field, dataTypeID: OID_TEXT } : field));
      return result;
    };
    const rows = await queryRaw.call(Object.create(adapter, { performIO: { value: performIO } }), query);
    rows.columnTypes = rows.columnTypes.map((type, i) => (isChar[i] ? ColumnTypeEnum.Character : type));
    return rows;
  };
}

/** The adapter cuts scripts at every ';', which breaks function bodies; PostgreSQL takes a whole script as one simple query. */
function sendScriptsWhole(adapter) {
  adapter.executeScript = async (sql) => {
    try {
      await adapter.underlyingDriver().query(sql);
    } catch (error) {
      adapter.onError(error);
    }
  };
}

async function connect(url, afterClose) {
  const adapter = await new PrismaPg({ connectionString: url, max: 1 }).connect();
  decodeCatalogueChars(adapter);
  sendScriptsWhole(adapter);
  const dispose = adapter.dispose.bind(adapter);
  let closing;
  adapter.dispose = () => {
    closing ??= dispose().then(afterClose);
    return closing;
  };
  return adapter;
}

/**
 * The factory the engine asks for connections. `opened` collects them, so that the caller can close what the engine forgets:
 * a connection left open would keep Prisma's advisory lock.
 */
export function adapterFactory({ url, shadowDatabaseUrl }, opened) {
  const open = async (address, afterClose = async () => {}) => {
    const adapter = await connect(address, afterClose);
    opened.push(adapter);
    return adapter;
  };
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => open(url),
    connectToShadowDb: async () => {
      if (shadowDatabaseUrl) return open(shadowDatabaseUrl);
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      const run = (sql) => withClient(url, (client) => client.query(sql)).then(() => {});
      await run(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      return open(onSameServer(url, name), () =>
        run(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
      );
    },
  };
}
