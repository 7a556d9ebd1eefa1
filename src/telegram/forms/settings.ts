import { setQuietHours, setTimezone } from '../../domain/members/settings.ts';
import { COMMON_ZONES, findZone, ZONE_KEYS } from '../../domain/members/zones.ts';
import { LANGUAGES } from '../../domain/rules.ts';
import { act, type BotContext } from '../context.ts';
import { timeChanged } from '../features/settings.ts';
import { noteScreen } from '../screens/info.ts';
import { textOf } from './answers.ts';
import type { Form, Step } from './form.ts';

/** What people call the common zones, in every language of ours. */
const zoneNames = (ctx: BotContext): (readonly [string, string])[] =>
  LANGUAGES.flatMap((language) =>
    ZONE_KEYS.map((key) => [ctx.deps.wordsOf(language).plain(`zone-${key}`), COMMON_ZONES[key]] as const),
  );

const zone: Step = {
  id: 'zone',
  isAsked: (answers) => answers.field === 'zone',
  ask: async (ctx) => ({ text: ctx.words.html('zone-type-ask'), choices: [] }),
  take: async (ctx, input, answers) => {
    const found = input.kind === 'text' ? findZone(input.text, zoneNames(ctx)) : null;
    return found ? { answers: { ...answers, zone: found } } : { problem: ctx.words.html('err-zone-unknown') };
  },
};

/** `22-8`, `22 – 8`, `22:00-8:00`, `с 22 до 8` … : two hours of the day. */
function parseHours(text: string): { from: number; to: number } | null {
  const hours = [...text.matchAll(/(\d{1,2})(?::00)?/g)].map(([, hour]) => Number(hour));
  const [from, to] = hours;
  if (hours.length !== 2 || from === undefined || to === undefined || from > 24 || to > 24) return null;
  return { from: from % 24, to: to % 24 };
}

const quiet: Step = {
  id: 'quiet',
  isAsked: (answers) => answers.field === 'quiet',
  ask: async (ctx) => ({ text: ctx.words.html('quiet-type-ask'), choices: [] }),
  take: async (ctx, input, answers) => {
    const hours = input.kind === 'text' ? parseHours(input.text) : null;
    return hours ? { answers: { ...answers, ...hours } } : { problem: ctx.words.html('err-hours-invalid') };
  },
};

/** A zone or quiet hours, typed. */
export const settingForm: Form = {
  steps: [zone, quiet],
  begin: async (ctx, { field = '' }) =>
    field === 'zone' || field === 'quiet' ? { field } : noteScreen(ctx.words, ctx.words.html('neutral')),
  finish: async (ctx, answers) => {
    const { id } = ctx.person;
    if (answers.field === 'zone') await act(ctx, (tx) => setTimezone(tx, id, textOf(answers, 'zone')));
    else await act(ctx, (tx) => setQuietHours(tx, id, { from: Number(answers.from), to: Number(answers.to) }));
    return timeChanged(ctx, answers.field === 'zone' ? 'TIMEZONE' : 'QUIET_HOURS');
  },
};
