// Every question of every form: what is asked, for answers that lead there.
import { LIMITS } from '../../src/domain/rules.ts';
import type { BotContext } from '../../src/telegram/context.ts';
import { type Answers, type Form, questionScreen } from '../../src/telegram/forms/form.ts';
import type { Screen } from '../../src/telegram/screen.ts';
import type { Words } from '../../src/telegram/words.ts';
import type { Kit } from './kits.ts';
import { DAY, EMERGENCY_ID, ID } from './views.ts';

const each = (key: string, values: readonly string[], rest: Answers = {}): Answers[] =>
  values.map((value) => ({ ...rest, [key]: value }));

/** With which answers a form is walked through; one walk without any, where nothing depends on them. */
const WALKS: Readonly<Record<string, (kit: Kit) => readonly Answers[]>> = {
  ask: (kit) => {
    const [title, amount, story] = [kit.title, String(kit.amount), kit.text(LIMITS.storyLength)];
    const monthly = {
      kind: 'MONTHLY',
      forWhom: 'PARENT',
      people: '2',
      title,
      amount,
      dueDay: '20',
      newDetail: 'x',
      story,
    };
    const emergency = { kind: 'EMERGENCY', forWhom: 'MYSELF', title, amount, deadline: DAY.toISOString(), voice: 'x' };
    return [{ ...monthly, reach: '2' }, ...each('reach', ['1', '3'], emergency)];
  },
  give: (kit) => [
    { amount: String(kit.amount), scope: 'NETWORK', chosen: [] },
    ...(kit.count === 0 ? [] : [{ amount: String(kit.amount), scope: 'CHOSEN', chosen: [ID] }]),
  ],
  help: (kit) => {
    const amount = String(kit.amount + 100n);
    const given = { requestId: ID, mode: 'already', amount, form: 'MONEY' };
    const now = { requestId: ID, mode: 'now', missing: String(kit.amount), amount, form: 'TIME' };
    return [now, given, { ...now, requestId: EMERGENCY_ID }];
  },
  'pledge-to': (kit) =>
    each('mode', ['monthly', 'once'], {
      requestId: ID,
      amount: String(kit.amount),
      form: 'GOODS',
      description: kit.text(LIMITS.descriptionLength),
    }),
  part: (kit) => [
    { promiseId: ID, promised: String(kit.amount + 100n), arrived: String(kit.amount) },
    { promiseId: ID, promised: '1', arrived: String(kit.amount), form: 'MONEY' },
  ],
  'find-promises': () => [{ list: 'archive' }],
  detail: () => each('detailId', ['', ID]),
  'edit-request': () => [
    ...each('field', ['title', 'amount', 'story', 'details', 'whom', 'when', 'link', 'reach'], {
      requestId: ID,
      kind: 'MONTHLY',
      forWhom: 'PARENT',
    }),
    { requestId: ID, kind: 'EMERGENCY', field: 'when' },
  ],
  'close-request': (kit) => each('outcome', ['', kit.text(LIMITS.thanksLength)], { requestId: ID, title: kit.title }),
  'edit-pledge': () => each('field', ['ceiling', 'amount']),
  'pledge-people': () => each('list', ['chosen', 'excluded'], { people: [ID] }),
  'standing-yes': (kit) =>
    each('whom', ['named', 'helped', 'both'], {
      monthly: String(kit.amount),
      perPerson: String(kit.amount),
      people: [ID],
    }),
  report: () => each('reason', ['FALSE_NEED', 'PRESSURE'], { memberId: ID }),
  announce: (kit) => [{ text: kit.text(LIMITS.announcementLength) }],
  setting: () => each('field', ['zone', 'quiet']),
};

const MARK = 'Ab3xYz';

/** The questions by `form/step`, each different one once; and those that no walk leads to. */
export async function questionsOf(
  forms: Readonly<Record<string, Form>>,
  contextOf: (words: Words, kit: Kit) => BotContext,
  words: Words,
  kit: Kit,
): Promise<Map<string, Screen[]>> {
  const found = new Map<string, Screen[]>();
  const ctx = contextOf(words, kit);
  for (const [name, form] of Object.entries(forms)) {
    for (const answers of WALKS[name]?.(kit) ?? [{}]) {
      for (const [at, step] of form.steps.entries()) {
        if (!(step.isAsked?.(answers) ?? true)) continue;
        const key = `${name}/${at + 1} ${step.id}`;
        const question = await step.ask(ctx, answers);
        const isTyped = question.choices.length === 0;
        const refusal = isTyped && !kit.isPlain ? words.html('err-amount-invalid') : null;
        const screen = questionScreen(ctx, MARK, step, question, refusal, at === 0);
        const screens = found.get(key) ?? [];
        if (!screens.some((other) => JSON.stringify(other) === JSON.stringify(screen))) screens.push(screen);
        found.set(key, screens);
      }
    }
  }
  return found;
}

/** Every step of every form, by the same names. */
export const stepsOf = (forms: Readonly<Record<string, Form>>): string[] =>
  Object.entries(forms).flatMap(([name, form]) => form.steps.map((step, at) => `${name}/${at + 1} ${step.id}`));
