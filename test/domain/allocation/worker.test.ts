/** The engine in its worker thread, compiled the way `npm run build` compiles it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AllocationInputError, allocateInProcess, allocateInWorker } from '../../../src/domain/allocation/index.ts';
import { generate } from './generate.ts';

const root = path.resolve(import.meta.dirname, '../../..');
let folder = '';
let entry: URL;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-allocation-'));
  fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  const config = {
    extends: path.join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      rootDir: path.join(root, 'src'),
      outDir: folder,
      typeRoots: [path.join(root, 'node_modules/@types')],
    },
    include: [path.join(root, 'src/domain/allocation')],
  };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  });
  expect(tsc.stdout + tsc.stderr).toBe('');
  entry = pathToFileURL(path.join(folder, 'domain/allocation/worker.js'));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('the worker gives the same answer, certified, and leaves the instance as it was', async () => {
  const instance = generate('community 1000 200 10000 3 persons');
  const before = structuredClone(instance);
  const certified = await allocateInWorker(instance, entry);
  expect(certified.objection).toBeNull();
  expect(certified).toEqual(await allocateInProcess(instance));
  expect(instance).toEqual(before);
});

test('the caller goes on while the worker works', async () => {
  const instance = generate('community 10000 2000 100000 1 one');
  let turns = 0;
  const clock = setInterval(() => turns++, 1);
  await allocateInWorker(instance, entry);
  clearInterval(clock);
  expect(turns).toBeGreaterThan(5);
});

test('a bad instance is refused before a thread is started, or by the thread', async () => {
  const instance = generate('uniform 10 5 20 1 one');
  const negative = { ...instance, pledge: instance.pledge.map(() => -1) };
  await expect(allocateInWorker(negative, entry)).rejects.toThrow(AllocationInputError);
  const doubled = { ...instance, pairGiver: instance.pairGiver.fill(0), pairRequest: instance.pairRequest.fill(0) };
  await expect(allocateInWorker(doubled, entry)).rejects.toThrow('the pair of giver 0 and request 0 is there twice');
});

test('an entry that does not exist is an error, and so is none when running from TypeScript', async () => {
  const instance = generate('uniform 10 5 20 1 one');
  await expect(allocateInWorker(instance, new URL('nowhere.js', entry))).rejects.toThrow('nowhere.js');
  await expect(allocateInWorker(instance)).rejects.toThrow(
    'name a compiled worker.js as entry, or use allocateInProcess',
  );
});
