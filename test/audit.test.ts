import fs from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
  packages: Record<string, Record<string, unknown>>;
}
type Objections = (manifest: object, lock: object) => string[];

const read = (file: string): unknown => JSON.parse(fs.readFileSync(file, 'utf8'));
const manifest = read('package.json') as { dependencies: Record<string, string> };
const lock = read('package-lock.json') as Lock;
const path = '../tools/audit.mjs';
const { objections } = (await import(path)) as { objections: Objections };

/** The lock with one package changed. */
const withChange = (change: Record<string, unknown>): Lock => ({
  ...lock,
  packages: { ...lock.packages, 'node_modules/pg': { ...lock.packages['node_modules/pg'], ...change } },
});

test('every package is named by its content, comes from no address of its own, and only agreed ones run programs', () => {
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(objections(manifest, lock)).toEqual([]);
  expect(objections(manifest, withChange({ integrity: undefined }))).toEqual(['pg: no integrity']);
  expect(objections(manifest, withChange({ integrity: 'sha1-abc=' }))).toEqual(['pg: no integrity']);
  for (const resolved of ['git+ssh://git@host/pg.git#1', 'https://registry.example/pg.tgz', 'file:../pg']) {
    expect(objections(manifest, withChange({ resolved }))).toEqual(['pg: names an address']);
  }
  expect(objections(manifest, withChange({ hasInstallScript: true }))).toEqual([
    'pg: runs a program at installation and is not on the list',
  ]);
  const loose = { ...manifest, dependencies: { ...manifest.dependencies, pg: '^8.0.0' } };
  expect(objections(loose, lock)).toEqual(['pg: ^8.0.0 in package.json is not an exact version']);
});

test('the container is no root, writes nowhere but to its data, and may do nothing else', () => {
  const compose = fs.readFileSync('docker-compose.yml', 'utf8');
  const [bot = '', postgres = ''] = compose.split(/^ {2}postgres:$/m);
  for (const line of [
    'read_only: true',
    'tmpfs: [/tmp]',
    'cap_drop: [ALL]',
    'no-new-privileges:true',
    'DATA_DIR: /data',
  ]) {
    expect(bot).toContain(line);
  }
  expect(bot).not.toMatch(/privileged|ports:|network_mode|docker\.sock/);
  expect(postgres).not.toContain('ports:');
  const image =
    fs
      .readFileSync('Dockerfile', 'utf8')
      .split(/^FROM /m)
      .at(-1) ?? '';
  expect(image.match(/^USER .*$/gm)).toEqual(['USER node']);
  expect(image.indexOf('USER node')).toBeLessThan(image.indexOf('CMD'));
});

test('the container is given every setting there is, and asked whether it is well', () => {
  const [bot = ''] = fs.readFileSync('docker-compose.yml', 'utf8').split(/^ {2}postgres:$/m);
  const settings = [...fs.readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  const missing = settings.filter((name) => name !== 'SANDBOX_PORT' && !new RegExp(`^ {6}${name}: `, 'm').test(bot));
  expect(settings).toContain('HEALTH_PORT');
  expect(missing).toEqual([]);
  expect(bot).toContain('healthcheck:');
});
