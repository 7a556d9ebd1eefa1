import { isWebLink, ownAbout, setAbout, setNickname } from '../../domain/members/profile.ts';
import { personCard } from '../../domain/network/person-card.ts';
import { ABUSE_REASONS, reportAbuse } from '../../domain/network/reports.ts';
import { LIMITS } from '../../domain/rules.ts';
import { cleanLine } from '../../domain/text.ts';
import type { AbuseReason } from '../../generated/prisma/enums.ts';
import { act, type BotContext, read } from '../context.ts';
import { button, type Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import { aboutScreen, personScreen, shownName } from '../screens/people.ts';
import { homeButton } from '../screens/shared.ts';
import { isSkip, optionalText, skipChoice, takeChoice, takeText, takeYes, textOf, YES } from './answers.ts';
import type { Answers, Form, Step } from './form.ts';

const neutral = (ctx: BotContext): Screen => noteScreen(ctx.words, ctx.words.html('neutral'));

const about: Step = {
  id: 'about',
  ask: async (ctx) => ({ text: ctx.words.html('about-ask'), choices: [[skipChoice(ctx)]] }),
  take: async (ctx, input, answers) =>
    isSkip(input) ? { answers } : takeText(ctx, input, answers, 'about', LIMITS.aboutLength),
};

const aboutLink: Step = {
  id: 'link',
  ask: async (ctx) => ({ text: ctx.words.html('about-link-ask'), choices: [[skipChoice(ctx)]] }),
  take: async (ctx, input, answers) => {
    if (isSkip(input)) return { answers };
    const text = input.kind === 'text' ? cleanLine(input.text, LIMITS.linkLength).text : '';
    if (!isWebLink(text)) return { problem: ctx.words.html('err-link-invalid') };
    return { answers: { ...answers, link: text } };
  },
};

/** What I tell about myself: words, a link; what is skipped stays as it was. */
export const aboutForm: Form = {
  steps: [about, aboutLink],
  begin: async (ctx) => {
    const own = await ownAbout(read(ctx), ctx.person.id);
    return { about: own.about ?? '', link: own.link ?? '' };
  },
  finish: async (ctx, answers) => {
    const [words, link] = [optionalText(answers, 'about'), optionalText(answers, 'link')];
    await act(ctx, (tx) => setAbout(tx, ctx.person.id, words, link));
    return aboutScreen(ctx.words, await ownAbout(read(ctx), ctx.person.id), ctx.words.html('about-now'));
  },
};

const nickname: Step = {
  id: 'name',
  ask: async (ctx) => ({ text: ctx.words.html('nickname-ask'), choices: [] }),
  take: async (ctx, input, answers) => takeText(ctx, input, answers, 'name', LIMITS.nicknameLength),
};

/** My own name for a contact. */
export const nicknameForm: Form = {
  steps: [nickname],
  begin: async (ctx, args) => {
    const memberId = args.memberId ?? '';
    const card = await personCard(read(ctx), ctx.person.id, memberId);
    return card?.contact ? { memberId } : neutral(ctx);
  },
  finish: async (ctx, answers) => {
    const id = textOf(answers, 'memberId');
    await act(ctx, (tx) => setNickname(tx, ctx.person.id, id, textOf(answers, 'name')));
    const card = await personCard(read(ctx), ctx.person.id, id);
    return card ? personScreen(ctx.words, card, ctx.words.html('nickname-now')) : neutral(ctx);
  },
};

const nameIn = async (ctx: BotContext, answers: Answers): Promise<string> => {
  const card = await personCard(read(ctx), ctx.person.id, textOf(answers, 'memberId'));
  return card ? shownName(card) : '·';
};

const reason: Step = {
  id: 'reason',
  ask: async (ctx, answers) => ({
    text: ctx.words.html('report-reason', { name: await nameIn(ctx, answers) }),
    choices: ABUSE_REASONS.map((value) => [{ value, label: ctx.words.plain(`btn-abuse-${value}`) }]),
  }),
  take: async (ctx, input, answers) => takeChoice(ctx, input, answers, 'reason', ABUSE_REASONS),
};

const reportText: Step = {
  id: 'text',
  ask: async (ctx) => ({ text: ctx.words.html('report-text'), choices: [[skipChoice(ctx)]] }),
  take: async (ctx, input, answers) =>
    isSkip(input) ? { answers: { ...answers, text: '' } } : takeText(ctx, input, answers, 'text', LIMITS.reportLength),
};

const send: Step = {
  id: 'send',
  ask: async ({ words }, answers) => ({
    text: words.html('report-summary', { reason: words.plain(`btn-abuse-${textOf(answers, 'reason')}`) }),
    choices: [[{ value: YES, label: words.plain('btn-send-report') }]],
  }),
  take: async (ctx, input, answers) => takeYes(ctx, input, answers),
};

/** ⚠️: one of four reasons, words if one likes, ✅. */
export const reportForm: Form = {
  steps: [reason, reportText, send],
  begin: async (ctx, args) => {
    const memberId = args.memberId ?? '';
    return (await personCard(read(ctx), ctx.person.id, memberId))
      ? { memberId, requestId: args.requestId ?? '' }
      : neutral(ctx);
  },
  finish: async (ctx, answers) => {
    const { words, person, deps } = ctx;
    const subjectId = textOf(answers, 'memberId');
    await act(ctx, (tx) =>
      reportAbuse(
        tx,
        person.id,
        {
          subjectId,
          requestId: optionalText(answers, 'requestId'),
          reason: textOf(answers, 'reason') as AbuseReason,
          text: optionalText(answers, 'text'),
        },
        deps.adminIds,
      ),
    );
    return {
      text: words.html('report-now'),
      keyboard: [[button(words, 'block', 'personBlock', subjectId, 'ask')], [homeButton(words)]],
    };
  },
};
