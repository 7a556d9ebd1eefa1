import pg from 'pg';

const CONNECT_MS_MAX = 5_000;

/** No connection could be made. The message is one line that names host, port and database, never the password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
}

/** `host:port/database` of a connection address, for people to read. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'an address that is not of the form postgresql://user:password@host:port/database';
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = hostname || searchParams.get('host') || 'localhost';
  return `${host}:${port || '5432'}${decodeURIComponent(pathname)}`;
}

/** What went wrong, in words, by the codes of the operating system and of PostgreSQL. */
function reasonOf(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing accepts connections there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no such host';
    case '28P01':
    case '28000':
      return 'user or password refused';
    case '3D000':
      return 'no such database';
    case '53300':
      return 'too many connections';
    case '57P03':
      return 'the server is starting up or shutting down';
  }
  if (message?.includes('timeout')) return `no answer within ${CONNECT_MS_MAX / 1000} s`;
  return (message || code || 'unknown error').replaceAll(/\s+/g, ' ');
}

/**
 * Opens one connection, apart from any pool; the caller ends it. A connection lost later does not kill the process:
 * the next query fails instead.
 *
 * @throws DatabaseUnreachableError
 */
export async function connectTo(url: string, applicationName: string): Promise<pg.Client> {
  let client: pg.Client | undefined;
  try {
    client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_MS_MAX,
    });
    client.on('error', () => {});
    await client.connect();
    return client;
  } catch (cause) {
    await client?.end().catch(() => {});
    throw new DatabaseUnreachableError(`Cannot reach the database at ${placeOf(url)}: ${reasonOf(cause)}.`, { cause });
  }
}
