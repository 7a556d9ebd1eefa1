import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allocateJson } from '../../../src/domain/allocation/index.ts';

const folder = path.join(import.meta.dirname, 'vectors');
const cases = fs
  .readdirSync(folder)
  .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')))
  .map((vector) => [`${vector.id}: ${vector.title}`, vector] as const);

test('all thirty shared cases are here', () => {
  expect(cases).toHaveLength(30);
});

test.each(cases)('%s', (_title, { input, expected }) => {
  const answer = allocateJson(input);
  expect(answer).toMatchObject({
    total: expected.total,
    received: expected.received,
    receivedDirected: expected.receivedDirected,
    givenOpen: expected.givenOpen,
    givenDirected: expected.givenDirected,
    certificate: 'ok',
  });
  const received = Object.fromEntries(input.requests.map(({ id }: { id: string }) => [id, 0]));
  for (const { to, amount } of answer.transfers) received[to] += amount;
  expect(received).toEqual(expected.received);
  const capOf = new Map(
    input.visible.map(([giver, request, cap]: [string, string, number?]) => [`${giver} ${request}`, cap]),
  );
  const belowCap = answer.transfers.filter(
    ({ kind, from, to, amount }) => kind === 'open' && amount !== capOf.get(`${from} ${to}`),
  );
  expect(belowCap.length).toBeLessThanOrEqual(expected.openTransfersAtMost);
});

test('a whole vector file is read like its input', () => {
  const [, vector] = cases[0]!;
  expect(allocateJson(vector)).toEqual(allocateJson(vector.input));
});
