// A helper who forges: every action the bot reads, marked as the elder's, with ids of everything that is hers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginActing } from '../../src/domain/helping/acting.ts';
import { answerHelpOffer, offerHelp, stopHelping } from '../../src/domain/helping/grants.ts';
import { pledgeTo } from '../../src/domain/pledges/directed.ts';
import { addDetail } from '../../src/domain/requests/payment-details.ts';
import type { HelperScope } from '../../src/generated/prisma/enums.ts';
import { markFor } from '../../src/telegram/callbacks.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { isLong } from '../support/size.ts';
import { Story } from '../support/story.ts';
import { DirectBot, type Guest } from './direct.ts';
import { dataOf, readShapes } from './presses.ts';

/** Ids that each action is tried with; they take turns. */
const IDS_EACH = isLong ? 11 : 1;

let house: TestHouse;
let story: Story;
let bot: DirectBot;
let olga: Guest;
let anna: string;
let helper: string;
let records: string[];
const shapes = readShapes();

beforeAll(async () => {
  house = await testHouse({ defaultLanguage: 'en' });
  story = new Story(house);
  bot = new DirectBot(house);
  olga = bot.guest('Olga-Nm');
  await olga.says('/start');
  helper = (await olga.member()).id;
  const people = [await story.person('Anna-Nm'), await story.person('Boris-Nm'), await story.person('Vera-Nm')];
  const [elder = '', boris = '', vera = ''] = people;
  anna = elder;
  await story.contacts(anna, helper, boris, vera);
  const detail = await story.run((tx) => addDetail(tx, anna, 'Card', 'Secret-4276'));
  const own = await story.request(anna, { title: 'Glasses-Tt', paymentDetailId: detail, story: 'Story-Own' });
  const theirs = await story.request(boris, {
    title: 'Roof-Tt',
    story: 'Story-Boris',
    newPaymentDetail: 'Secret-5555',
  });
  const unknown = await story.request(vera, { title: 'Secret-Tt', story: 'Secret-Story' });
  await story.pledge(anna, 345_678n); // the measure stays when the pledge becomes smaller
  const pledge = await story.pledge(anna, 200_000n);
  const given = await story.promise(anna, theirs, 1_234n);
  const received = await story.promise(boris, own, 2_345n);
  const wish = { requestId: theirs, monthly: true, amount: 4_567n, form: 'MONEY' as const, description: null };
  const directed = await story.run((tx) => pledgeTo(tx, anna, wish));
  records = [own, theirs, unknown, given, received, pledge, directed, detail, boris, vera, anna];
});
afterAll(async () => {
  expect(bot.complaints).toEqual([]);
  expect(bot.refused).toEqual([]);
  await house.close();
});

async function begins(scope: HelperScope): Promise<string> {
  await story.run((tx) => offerHelp(tx, helper, anna, { scope, months: 1 }));
  const { id } = await story.db.helperGrant.findFirstOrThrow({ where: { state: 'OFFERED' } });
  await story.run((tx) => answerHelpOffer(tx, anna, id, true));
  return id;
}

/** Presses all of it; returns what was read meanwhile. */
async function forgesAll(grantId: string): Promise<string> {
  const from = olga.transcript.length;
  let turn = 0;
  for (const shape of shapes) {
    const tries = shape.kinds.includes('id') ? IDS_EACH : 1;
    for (let nth = 0; nth < tries; nth++) {
      turn += 1;
      const ids = [records[turn % records.length]!, records[(turn * 7) % records.length]!];
      const { actingSlot } = await story.db.helperGrant.findUniqueOrThrow({ where: { id: grantId } });
      if (actingSlot === null) await story.run((tx) => beginActing(tx, helper, grantId));
      const word = ['yes', 'ask', 'ceiling', 'details'][turn % 4]!;
      const { answers } = await olga.presses(`${markFor(grantId)}~${dataOf(shape, ids, word, 0)}`);
      expect(answers, shape.code).toBe(1);
    }
  }
  return olga.transcript.slice(from).join('\n');
}

/** What no helper may change, whatever they press. */
async function untouchable(): Promise<unknown> {
  const [row] = await story.db.$queryRaw<object[]>`
    SELECT (SELECT string_agg(d::text, '' ORDER BY id) FROM payment_details d) AS details,
      (SELECT count(*) FROM payment_detail_openings) AS openings, (SELECT count(*) FROM contacts WHERE broken_at IS NULL) AS contacts,
      (SELECT count(*) FROM blocks) + (SELECT count(*) FROM invites) + (SELECT count(*) FROM recommendations) AS ties,
      (SELECT count(*) FROM ceiling_overrides) + (SELECT count(*) FROM standing_yes) + (SELECT count(*) FROM notice_switches) AS wishes,
      (SELECT string_agg(concat_ws(' ', state, ceiling, ceiling_next, paused_at, locked_at, language, timezone, about, erase_at), ';' ORDER BY id)
        FROM members) AS members,
      (SELECT string_agg(payment_detail_id::text, ' ' ORDER BY id) FROM requests) AS ways`;
  return row;
}

const EVER = ['Secret-', '3\u00a0456', 'Vera-Nm'];

describe('a helper reads and does no more than the leave covers, whatever they press', () => {
  const cases: [HelperScope, readonly string[]][] = [
    ['REQUEST', ['Roof-Tt', 'Story-Boris', 'Boris-Nm', '12.34', '45.67']],
    ['PROMISES', ['Story-Own']],
    ['BOTH', []],
  ];
  test.each(isLong ? cases : cases.slice(0, 1))('%s', async (scope, hidden) => {
    const grantId = await begins(scope);
    const before = await untouchable();
    const { promises, pledges } = await story.traces();
    const read = await forgesAll(grantId);
    expect(read).toContain('Anna-Nm');
    expect([...EVER, ...hidden].filter((secret) => read.includes(secret))).toEqual([]);
    expect(await untouchable()).toEqual(before);
    if (scope === 'REQUEST') expect(await story.traces()).toMatchObject({ promises, pledges });
    await story.run((tx) => stopHelping(tx, anna, grantId));
    const after = (await olga.presses(`${markFor(grantId)}~as`)).screens.at(-1)?.text ?? '';
    for (const word of ['Glasses-Tt', 'Roof-Tt', 'Anna-Nm']) expect(after).not.toContain(word);
  });
});
