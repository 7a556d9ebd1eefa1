#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine` program, which the Prisma CLI would download from the internet:
// the same protocol on stdin and stdout (JSON-RPC, one message a line), answered by the same engine as WebAssembly.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { adapterFactory, onSameServer, withClient } from './schema-engine-adapter.mjs';

const { values: options, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', short: 'd', multiple: true, default: [] },
    datasource: { type: 'string', default: '{}' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
});
const datasource = JSON.parse(options.datasource);

/** Error codes the Prisma CLI knows how to explain. */
const PRISMA_CODES = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  28000: 'P1000',
  '42P04': 'P1009',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  ETIMEDOUT: 'P1001',
};

let lastPanic = '';

async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      lastPanic = message;
    },
  };
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const code = fs.readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

/** A fresh engine for every request: one that has applied migrations can no longer open a shadow database. */
async function withEngine(SchemaEngine, use) {
  const opened = [];
  const datamodels = options.datamodels.map((file) => [file, fs.readFileSync(file, 'utf8')]);
  const engine = await SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapterFactory(datasource, opened)),
  );
  try {
    return await use(engine);
  } finally {
    for (const adapter of opened.reverse()) await adapter.dispose().catch(() => {});
  }
}

async function createDatabase() {
  const databaseName = decodeURIComponent(new URL(datasource.url).pathname.slice(1));
  await withClient(onSameServer(datasource.url, 'postgres'), (client) =>
    client.query(`CREATE DATABASE ${pg.escapeIdentifier(databaseName)}`),
  );
  return { databaseName };
}

async function dropDatabase() {
  const name = decodeURIComponent(new URL(datasource.url).pathname.slice(1));
  await withClient(onSameServer(datasource.url, 'postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`),
  );
}

async function checkConnection() {
  await withClient(datasource.url, (client) => client.query('SELECT 1'));
  return {};
}

async function callEngine(SchemaEngine, method, params) {
  return withEngine(SchemaEngine, async (engine) => {
    const name = method === 'getDatabaseVersion' ? 'version' : method;
    if (typeof engine[name] !== 'function') throw new Error(`Not supported by the WASM schema engine: ${method}`);
    // These two read the schema of the migrations from a cache that only a diagnosis fills.
    if (name === 'evaluateDataLoss' || name === 'createMigration') {
      const { migrationsList, filters } = params;
      await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: true, filters });
    }
    return engine[name](params);
  });
}

/** Answers the CLI's requests in turn until it closes stdin. */
async function serve() {
  const SchemaEngine = await loadEngine();
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  let printed = 0;

  const answer = async (method, params) => {
    if (method === 'createDatabase') return createDatabase();
    if (method === 'ensureConnectionValidity') return checkConnection();
    const result = await callEngine(SchemaEngine, method, params);
    if (method !== 'diff') return result ?? null;
    // The native engine prints a difference while it computes it; the CLI expects it as a request of its own.
    if (result.stdout) send({ id: `print-${++printed}`, method: 'print', params: { content: result.stdout } });
    return { exitCode: result.exitCode, stdout: null };
  };

  const handle = async ({ id, method, params = {} }) => {
    if (method === undefined) return; // the CLI's acknowledgement of a `print`
    try {
      send({ id, result: await answer(method, params) });
    } catch (error) {
      const data = {
        is_panic: false,
        message: lastPanic || (error.message ?? String(error)),
        error_code: error.code ?? null,
        meta: error.meta ?? null,
      };
      send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
    }
  };

  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') await handle(JSON.parse(line));
  }
}

/** `schema-engine cli <command>`: one question, answered by the exit code and one line of JSON on stderr. */
async function runCommand(command) {
  process.stderr.write('schema-engine (WebAssembly)\n'); // the CLI skips the first line
  try {
    if (command === 'can-connect-to-database') await checkConnection();
    else if (command === 'create-database') await createDatabase();
    else if (command === 'drop-database') await dropDatabase();
    else throw new Error(`Not supported by the WASM schema engine: cli ${command}`);
  } catch (error) {
    const fields = {
      is_panic: false,
      error_code: PRISMA_CODES[error.code] ?? 'P1001',
      message: error.message || String(error.code),
    };
    const record = { timestamp: new Date().toISOString(), level: 'ERROR', fields, target: 'schema_engine::logger' };
    process.stderr.write(`${JSON.stringify(record)}\n`);
    process.exitCode = 1;
  }
}

if (options.version) console.log('schema-engine-cli wasm');
else if (positionals[0] === 'cli') await runCommand(positionals[1]);
else await serve();
