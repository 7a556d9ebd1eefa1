import { markOpened, requestView } from '../../domain/requests/queries.ts';
import { act, type BotContext, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { ownRequestScreen, requestScreen } from '../screens/requests.ts';
import { showNeutral } from './press.ts';

/**
 * A request as this person may see it, its owner's card for its owner; null for one neutral answer. Others' opening is remembered.
 * `undoId`: their 🗣, or its withdrawal, can be taken back.
 */
export async function openRequest(
  ctx: BotContext,
  id: string,
  note: string | null = null,
  undoId: string | null = null,
): Promise<Screen | null> {
  const view = await requestView(read(ctx), ctx.person.id, id);
  if (!view) return null;
  if (!view.isOwn) {
    if (ctx.helping === null) await act(ctx, (tx) => markOpened(tx, ctx.person.id, id));
    return requestScreen(ctx.words, view, note, undoId);
  }
  const screen = ownRequestScreen(ctx.words, view);
  return note === null ? screen : { ...screen, text: `${note}\n\n${screen.text}` };
}

export async function showRequest(ctx: BotContext, id: string, note: string | null = null): Promise<void> {
  const screen = await openRequest(ctx, id, note);
  await (screen ? show(ctx, screen) : showNeutral(ctx));
}
