import { longId, shortId } from '../../domain/ids.ts';
import { shorten } from '../../domain/text.ts';
import type { BotContext } from '../context.ts';
import { listOf, textOf } from './answers.ts';
import type { Answers, Step, Taken } from './form.ts';

const DONE = 'done';
const NAMES_ON_PAGE = 8;
const PAGE = 'page';

interface Choosable {
  readonly id: string;
  readonly name: string;
}

export interface Choosing {
  readonly id: string;
  /** Where the chosen ids stand among the answers. */
  readonly key: string;
  /** Key of the question's text. */
  readonly text: string;
  readonly isAsked?: (answers: Answers) => boolean;
  readonly mayBeNobody?: (answers: Answers) => boolean;
  among(ctx: BotContext): Promise<readonly Choosable[]>;
}

/** People as marks to tap, a page at a time. */
export const chooseStep = ({ id, key, text, isAsked, mayBeNobody, among }: Choosing): Step => ({
  id,
  ...(isAsked ? { isAsked } : {}),
  ask: async (ctx, answers) => {
    const people = await among(ctx);
    const chosen = listOf(answers, key);
    const page = Number(textOf(answers, PAGE) || '0');
    const shown = people.slice(page * NAMES_ON_PAGE, (page + 1) * NAMES_ON_PAGE);
    const turn = [
      ...(page > 0 ? [{ value: `${PAGE}${page - 1}`, label: '◂' }] : []),
      ...((page + 1) * NAMES_ON_PAGE < people.length ? [{ value: `${PAGE}${page + 1}`, label: '▸' }] : []),
    ];
    return {
      text: ctx.words.html(text),
      choices: [
        ...shown.map((person) => [
          {
            value: shortId(person.id),
            label: `${chosen.includes(person.id) ? '☑' : '☐'} ${shorten(person.name, 30)}`,
          },
        ]),
        ...(turn.length > 0 ? [turn] : []),
        [{ value: DONE, label: ctx.words.plain('btn-done') }],
      ],
    };
  },
  take: async (ctx, input, answers): Promise<Taken> => {
    if (input.kind !== 'press') return { problem: ctx.words.html('err-needs-button') };
    const chosen = listOf(answers, key);
    if (input.value === DONE) {
      const isEnough = chosen.length > 0 || (mayBeNobody?.(answers) ?? false);
      return isEnough ? { answers } : { problem: ctx.words.html('err-nothing-left') };
    }
    const page = /^page(\d{1,4})$/.exec(input.value)?.[1];
    if (page !== undefined) return { again: { ...answers, [PAGE]: page } };
    const personId = longId(input.value);
    const people = await among(ctx);
    if (personId === null || !people.some((person) => person.id === personId)) {
      return { problem: ctx.words.html('err-needs-button') };
    }
    const others = chosen.filter((one) => one !== personId);
    return { again: { ...answers, [key]: chosen.includes(personId) ? others : [...chosen, personId] } };
  },
});
