import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportAbuse } from '../../src/domain/network/reports.ts';
import { commandLine } from '../support/command-line.ts';
import { testHouse } from '../support/house.ts';
import { Story } from '../support/story.ts';

const ROOT = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-reports-'));
const { json, refusal, exodus } = commandLine(ROOT);

let story: Story;
let env: Record<string, string>;
beforeAll(async () => {
  story = new Story(await testHouse());
  env = { DATABASE_URL: story.house.db.url, DATA_KEY: 'a test key of some length' };
});
afterAll(async () => {
  await story.house.close();
  fs.rmSync(ROOT, { recursive: true, force: true });
});

test('reports: the open cases with their words, and nobody who reported; done ends one', async () => {
  const { asker, givers, requestId } = await story.circle(1);
  await story.run((tx) =>
    reportAbuse(tx, givers[0]!, { subjectId: asker, requestId, reason: 'PRESSURE', text: 'he threatens' }, []),
  );
  const { telegramId } = await story.db.member.findUniqueOrThrow({ where: { id: asker } });
  const reporter = await story.db.member.findUniqueOrThrow({ where: { id: givers[0]! } });
  const answer = await json<{ reports: { number: string }[] }>(['reports'], env);
  const { number } = answer.reports[0]!;
  expect(answer).toEqual({
    reports: [
      {
        number: expect.stringMatching(/^[0-9a-f]{8}$/),
        at: story.house.clock.now().toISOString(),
        reason: 'PRESSURE',
        text: 'he threatens',
        subject: String(telegramId),
        request: 'Medicine',
      },
    ],
  });
  const { stdout } = await exodus(['reports'], env);
  for (const hidden of [reporter.id, reporter.name, String(reporter.telegramId)]) expect(stdout).not.toContain(hidden);
  expect(await refusal(['reports', 'done', 'nonsense!'], env)).toMatch(
    /^reports takes nothing, or done and a number\./,
  );
  expect(await refusal(['reports', 'done', '00000000'], env)).toBe('0 open reports have the number 00000000.');
  expect(await json(['reports', 'done', number], env)).toEqual({ handled: number });
  expect(await json(['reports'], env)).toEqual({ reports: [] });
}, 60_000);
