import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/errors.ts';
import { beginActing } from '../../../src/domain/helping/acting.ts';
import { answerHelpOffer, offerHelp, stopHelping } from '../../../src/domain/helping/grants.ts';
import { type AnyCommand, actWithLeave, PERMITTED } from '../../../src/domain/helping/may.ts';
import { covers } from '../../../src/domain/helping/scope.ts';
import type { HelperScope } from '../../../src/generated/prisma/enums.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

// The whole table: whatever takes an actor in the domain, with every scope of leave.

const DOMAIN = path.resolve(import.meta.dirname, '../../../src/domain');
const TAKES_AN_ACTOR = /^async function \w+\(tx, \w+Id\b/;

/** Every exported function of the domain that begins with a transaction and its actor, by name. */
async function everyCommand(): Promise<Map<string, AnyCommand>> {
  const found = new Map<string, AnyCommand>();
  const files = fs
    .readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?!allocation).*\.ts$/.test(file));
  for (const file of files) {
    const exported = (await import(path.join(DOMAIN, file))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      if (typeof value === 'function' && TAKES_AN_ACTOR.test(String(value))) found.set(name, value as AnyCommand);
    }
  }
  return found;
}

let house: TestHouse;
let story: Story;
let elder: string;
let helper: string;
let commands: Map<string, AnyCommand>;

beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
  elder = await story.person('Anna');
  helper = await story.person('Olga');
  await story.contacts(elder, helper);
  await story.pledge(elder, 5_000n);
  commands = await everyCommand();
});
afterAll(() => house.close());

/** Why a command was refused; 'other' for whatever is no refusal for helpers. Nothing it did stays. */
async function refusal(grantId: string, command: AnyCommand, args: readonly unknown[]): Promise<string> {
  const undo = new Error('undone');
  return story
    .run(async (tx) => {
      await actWithLeave(tx, { grantId, helperId: helper }, elder, command, [...args] as never[]);
      throw undo;
    })
    .catch((error) => {
      const isForHelpers = error instanceof DomainError && /^(?:not-for-helper|helping-over)$/.test(error.code);
      return isForHelpers ? error.code : 'other';
    });
}

async function leaveFor(scope: HelperScope): Promise<string> {
  await story.run((tx) => offerHelp(tx, helper, elder, { scope, months: 1 }));
  const { id } = await story.db.helperGrant.findFirstOrThrow({ where: { state: 'OFFERED' } });
  await story.run((tx) => answerHelpOffer(tx, elder, id, true));
  await story.run((tx) => beginActing(tx, helper, id));
  return id;
}

describe('what a helper may do is listed; everything else is refused', () => {
  test.each(['REQUEST', 'PROMISES'] as const)('every command of the domain with leave for %s', async (scope) => {
    const grantId = await leaveFor(scope);
    const slips: string[] = [];
    for (const [name, command] of commands) {
      const row = PERMITTED.find((one) => one.command === command);
      const isCovered = row !== undefined && covers(scope, row.part);
      const found = await refusal(grantId, command, [house.ids.id()]);
      const wanted = isCovered ? 'other' : 'not-for-helper';
      if (found !== wanted) slips.push(`${name}: ${found}, not ${wanted}`);
    }
    expect(slips).toEqual([]);
    await story.run((tx) => stopHelping(tx, elder, grantId));
    const after = await Promise.all(PERMITTED.map(({ command }) => refusal(grantId, command, [house.ids.id()])));
    expect(new Set(after)).toEqual(new Set(['helping-over']));
  });

  test('the table was tried against all there is', () => {
    expect(commands.size).toBeGreaterThan(70);
    const names = [...commands.values()];
    expect(PERMITTED.filter(({ command }) => !names.includes(command))).toEqual([]);
  });

  test('never: the measure, payment details, data, locks, contacts, links, standing yes, recommendations, helping itself', () => {
    const never = [
      ...[
        'setCeiling',
        'setOpenPledge',
        'addDetail',
        'changeDetail',
        'removeDetail',
        'makeDefault',
        'openPaymentDetails',
      ],
      ...['leave', 'stay', 'lockRequests', 'askUnlock', 'answerUnlock', 'block', 'unblock', 'breakContact', 'wantBack'],
      ...['joinLink', 'helpLink', 'acceptInvite', 'revokeLinks', 'setStandingYes', 'endStandingYes', 'recommend'],
      ...['setTimezone', 'setQuietHours', 'switchNotices', 'pauseEverything', 'resumeEverything', 'introduce'],
      ...['offerHelp', 'answerHelpOffer', 'stopHelping', 'setNickname', 'setAbout', 'reportAbuse', 'agreeToMore'],
    ];
    expect(never.filter((name) => !commands.has(name))).toEqual([]);
    expect(PERMITTED.filter(({ command }) => never.includes(command.name))).toEqual([]);
  });
});
