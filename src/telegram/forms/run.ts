import { type Conversation, createConversation } from '@grammyjs/conversations';
import type { Context, Middleware } from 'grammy';
import { DomainError } from '../../domain/errors.ts';
import { unpack } from '../callbacks.ts';
import { type BotContext, send, show, stripButtons } from '../context.ts';
import type { Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import { isTyped } from '../typed.ts';
import { SKIP } from './answers.ts';
import {
  type Answers,
  BACK,
  CANCEL,
  type Choice,
  type Form,
  type Input,
  isScreen,
  problemText,
  type Question,
  questionScreen,
  type Step,
  stepAfter,
  stepBefore,
  type Taken,
} from './form.ts';

/** Raise when a question was added, removed or changed its meaning: forms that were open are dropped, and said so. */
export const FORMS_VERSION = '5';

export const CONVERSATION = 'form';

/** What the conversation knows between two updates; plain JSON. */
interface Place {
  readonly mark: string;
  /** For whom it was opened: nobody else goes on with it. */
  readonly personId: string;
  readonly step: string | null;
  readonly answers: Answers;
  /** The message with the open question. */
  readonly messageId: number;
}

/** A press of a button of some form; which one is told by its mark. */
function pressOf(ctx: Context): { mark: string; step: string; value: string } | null {
  const press = unpack(ctx.callbackQuery?.data ?? '');
  if (press?.action !== 'form') return null;
  const [mark, step, value] = press.args as [string, string, string];
  return { mark, step, value };
}

function inputOf(ctx: Context): Input {
  const press = pressOf(ctx);
  if (press) return { kind: 'press', value: press.value };
  if (ctx.message?.text !== undefined) return { kind: 'text', text: ctx.message.text };
  if (ctx.message?.voice) return { kind: 'voice', fileId: ctx.message.voice.file_id };
  return { kind: 'other' };
}

/** What a typed answer says when it is nothing but a word for a way out of the question. */
function wayOut(ctx: BotContext, typed: string): typeof CANCEL | typeof BACK | typeof SKIP | null {
  if (isTyped(ctx, typed, 'cancel')) return CANCEL;
  if (isTyped(ctx, typed, 'back')) return BACK;
  return isTyped(ctx, typed, 'skip') ? SKIP : null;
}

/**
 * The answer to a question; a typed way out counts as its button, and so do the words of the button that skips: a text that would do as
 * an answer too. Before the first question there is nothing to go back to.
 */
async function meantBy(ctx: BotContext, input: Input, step: Step, place: Place, isFirst: boolean): Promise<Input> {
  if (input.kind !== 'text') return input;
  const way = wayOut(ctx, input.text);
  if (way === CANCEL || way === BACK) return { kind: 'press', value: isFirst ? CANCEL : way };
  const { choices } = await step.ask(ctx, place.answers);
  const skip = choices.flat().find(({ value }) => value === SKIP);
  if (!skip) return input;
  if (bare(skip.label) === bare(input.text)) return { kind: 'press', value: SKIP };
  if (way === null) return input;
  // Where the button would take away what is there, a "no" leaves it as it is.
  return { kind: 'press', value: skip.label.startsWith(SKIP_SIGN) ? SKIP : CANCEL };
}

const SKIP_SIGN = '⏭';

async function begin(ctx: BotContext, form: Form, args: Record<string, string>): Promise<Place | null> {
  const answers = await form.begin(ctx, args);
  if (isScreen(answers)) {
    await show(ctx, answers);
    return null;
  }
  const mark = ctx.deps.house.ids.token().slice(0, 6);
  return askNext(ctx, form, { mark, personId: ctx.person.id, step: null, answers, messageId: 0 }, null);
}

/** Shows a question; a press edits its message in place, a typed answer gets a new message and the old one loses its buttons. */
async function askStep(ctx: BotContext, form: Form, place: Place, step: Step, note: string | null): Promise<Place> {
  return moveTo(ctx, place, step, await show(ctx, await screenOf(ctx, form, place, step, note)));
}

/** The open question as a new message at the end of the chat; its older copy loses its buttons. */
async function askAnew(ctx: BotContext, form: Form, place: Place, step: Step, note: string): Promise<Place> {
  return moveTo(ctx, place, step, await send(ctx, await screenOf(ctx, form, place, step, note)));
}

async function screenOf(ctx: BotContext, form: Form, place: Place, step: Step, note: string | null): Promise<Screen> {
  const isFirst = stepBefore(form, step.id, place.answers) === undefined;
  return questionScreen(ctx, place.mark, step, await step.ask(ctx, place.answers), note, isFirst);
}

async function moveTo(ctx: BotContext, place: Place, step: Step, messageId: number): Promise<Place> {
  if (place.messageId !== 0 && place.messageId !== messageId) await stripButtons(ctx, place.messageId);
  ctx.deps.openQuestions.set(chatOf(ctx), messageId);
  return { ...place, step: step.id, messageId };
}

async function keepingError<T>(ctx: BotContext, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    ctx.formError = error;
    throw error;
  }
}

const chatOf = (ctx: BotContext): number => ctx.chat?.id ?? 0;

/** The form is over: its last message shows `screen` and no question any more. */
async function end(ctx: BotContext, place: Place, screen: Screen): Promise<null> {
  const messageId = await show(ctx, screen);
  if (place.messageId !== messageId) await stripButtons(ctx, place.messageId);
  ctx.deps.openQuestions.delete(chatOf(ctx));
  ctx.deps.finishedForms.set(chatOf(ctx), place.mark);
  return null;
}

/** Asks the next question, or finishes: then there is no place any more. */
async function askNext(ctx: BotContext, form: Form, place: Place, note: string | null): Promise<Place | null> {
  const next = stepAfter(form, place.step, place.answers);
  if (next) return askStep(ctx, form, place, next, note);
  // Whatever becomes of the answer, this opening of the form is carried out once.
  ctx.commandKey = `form:${chatOf(ctx)}:${place.mark}`;
  try {
    return await end(ctx, place, await form.finish(ctx, place.answers));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (place.personId !== ctx.person.id) return end(ctx, place, noteScreen(ctx.words, problemText(ctx, error)));
    const step = form.steps.find(({ id }) => id === place.step);
    if (!step) return end(ctx, place, noteScreen(ctx.words, problemText(ctx, error)));
    return askStep(ctx, form, place, step, problemText(ctx, error));
  }
}

/** What the update means to the open question. */
interface Answer {
  readonly input: Input;
  /** A button of an earlier question, or of another form. */
  readonly isOld: boolean;
  /** A button of some other screen, which has been handled; the question waits on. */
  readonly isForeign: boolean;
  /** The message whose button was pressed; 0 for a typed answer. */
  readonly pressedId: number;
}

/** Yes is said with its button, never in words. */
const CONSENT = /^(?:✅|🤝|👍)/u;
const PREFIX_LENGTH_MIN = 4;

/** Words without the sign before them, the stop after them and capitals. */
const bare = (text: string): string => text.replace(/^[^\p{L}\p{N}]+|[.!…\s]+$/gu, '').toLowerCase();

/** The one button whose words, or whose number as in `2: …`, were typed. */
function choiceNamed(choices: Question['choices'], typed: string): Choice | undefined {
  const said = bare(typed);
  const all = choices.flat().filter(({ label }) => !CONSENT.test(label));
  const exact = all.find(({ label }) => bare(label) === said || bare(label).startsWith(`${said}: `));
  if (exact || said.length < PREFIX_LENGTH_MIN) return exact;
  const near = all.filter(({ label }) => bare(label).startsWith(said));
  return near.length === 1 ? near[0] : undefined;
}

/** What the question makes of the answer; words that are no answer may be those of a button. */
async function takeOf(ctx: BotContext, step: Step, answers: Answers, input: Input): Promise<Taken> {
  const taken = await step.take(ctx, input, answers);
  if (input.kind !== 'text' || !('problem' in taken)) return taken;
  const choice = choiceNamed((await step.ask(ctx, answers)).choices, input.text);
  return choice === undefined ? taken : step.take(ctx, { kind: 'press', value: choice.value }, answers);
}

/** One answer: on to the next question, back, out, or the same question with what was expected. */
async function advance(ctx: BotContext, form: Form, place: Place, answer: Answer): Promise<Place | null> {
  const step = form.steps.find(({ id }) => id === place.step);
  if (!step) throw new Error('the form has no such question');
  const before = stepBefore(form, step.id, place.answers);
  const input = await meantBy(ctx, answer.input, step, place, before === undefined);
  if (place.personId !== ctx.person.id) {
    await stripButtons(ctx, place.messageId);
    await send(ctx, noteScreen(ctx.words, ctx.words.html('form-left')));
    return null;
  }
  if (answer.isForeign) {
    // 🏠 under the question itself has replaced it: that is the way out. Elsewhere the question comes again below.
    if (answer.pressedId === place.messageId) return null;
    return askAnew(ctx, form, place, step, ctx.words.html('form-goes-on'));
  }
  if (answer.isOld) {
    ctx.toast = ctx.words.plain('outdated');
    if (answer.pressedId === place.messageId) return place; // a double tap: the next question stands there already
    return askAnew(ctx, form, place, step, ctx.words.html('outdated'));
  }
  if (input.kind === 'press' && input.value === CANCEL) {
    return end(ctx, place, noteScreen(ctx.words, ctx.words.html('cancelled')));
  }
  if (input.kind === 'press' && input.value === BACK) {
    return askStep(ctx, form, place, before ?? step, null);
  }
  if (input.kind === 'voice' && !step.takesVoice) {
    const { choices } = await step.ask(ctx, place.answers);
    return askStep(ctx, form, place, step, ctx.words.html(choices.length > 0 ? 'err-voice-press' : 'err-voice-type'));
  }
  const taken = await takeOf(ctx, step, place.answers, input);
  if ('problem' in taken) return askStep(ctx, form, place, step, taken.problem);
  if ('again' in taken) return askStep(ctx, form, { ...place, answers: taken.again }, step, null);
  return askNext(ctx, form, { ...place, answers: taken.answers }, taken.note ?? null);
}

/** The one conversation that runs every form; `external` steps run once, everything else is replayed by the library. */
export function formConversation(forms: Readonly<Record<string, Form>>): Middleware<BotContext> {
  const run = async (
    conversation: Conversation<BotContext, Context>,
    _first: Context,
    name: string,
    args: Record<string, string>,
  ) => {
    const form = forms[name];
    if (!form) return;
    let place = await conversation.external((ctx) => keepingError(ctx, begin(ctx, form, args)));
    while (place !== null) {
      const update = await conversation.wait();
      const press = pressOf(update);
      const here: Place = place;
      const answer: Answer = {
        input: inputOf(update),
        isOld: press !== null && (press.mark !== here.mark || press.step !== here.step),
        isForeign: press === null && update.callbackQuery !== undefined,
        pressedId: update.callbackQuery?.message?.message_id ?? 0,
      };
      place = await conversation.external((ctx) => keepingError(ctx, advance(ctx, form, here, answer)));
    }
  };
  return createConversation<BotContext, Context>(run, CONVERSATION);
}
