import { undoOf } from '../domain/undo/kept.ts';
import type { Undoable } from '../domain/undo/undo.ts';
import { type BotContext, read } from './context.ts';
import type { Screen } from './screen.ts';
import { withUndoButton } from './screens/undo.ts';

/** The screen after an act of this person, with ↩️ while the act can be taken back. */
export async function withUndo(ctx: BotContext, screen: Screen, kind: Undoable, aboutId: string): Promise<Screen> {
  return withUndoButton(ctx.words, screen, await undoOf(read(ctx), ctx.person.id, kind, aboutId));
}
