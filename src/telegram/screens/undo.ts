import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';

/** The screen after an act, with the one button that takes it back; null: nothing can be taken back (any more). */
export function withUndoButton(words: Words, screen: Screen, undoId: string | null): Screen {
  if (undoId === null) return screen;
  const above = screen.keyboard.slice(0, -1);
  const ways = screen.keyboard.slice(-1);
  return { ...screen, keyboard: [...above, [button(words, 'undo', 'undo', undoId)], ...ways] };
}
