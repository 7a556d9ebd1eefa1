import { LIMITS } from '../../src/domain/rules.ts';
import type { Screen } from '../../src/telegram/screen.ts';
import type { Words } from '../../src/telegram/words.ts';
import type { Kit } from './kits.ts';
import { ID } from './views.ts';

/** Screens by what is special about each; the one without a name is the ordinary one. */
export type Cases = (words: Words, kit: Kit) => Readonly<Record<string, Screen>>;

export const reportOf = (kit: Kit) => ({
  id: ID,
  number: '0000abcd',
  reason: 'PRESSURE' as const,
  text: kit.count === 0 ? null : kit.text(LIMITS.reportLength),
  isHandled: false,
});

export const introductionOf = ({ name }: Kit) => ({
  id: ID,
  introducerName: name,
  otherName: name,
  mine: 'ASKED' as const,
  areContacts: false,
});
