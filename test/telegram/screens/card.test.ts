import { expect, test } from 'vitest';
import type { CardView } from '../../../src/domain/cycles/queries.ts';
import { cardScreen } from '../../../src/telegram/screens/card.ts';
import { loadWords } from '../../../src/telegram/words.ts';
import { kitsOf } from '../../screens/kits.ts';
import { cardOf } from '../../screens/views.ts';
import { TEST_RULES } from '../../support/house.ts';

const words = loadWords(TEST_RULES)('ru');
const kit = kitsOf('ru').find(({ count }) => count > 1)!;
type Row = CardView['proposals'][number];

test.each([
  [['ACCEPTED', 'LAPSED'], 'card-answered'],
  [['DECLINED', 'WITHDRAWN'], 'card-answered'],
  [['LAPSED', 'WITHDRAWN'], 'card-lapsed'],
  [['WITHDRAWN', 'WITHDRAWN'], 'card-empty'],
  [[], 'card-empty'],
] as const)('a card with %o says only what happened to it', (states, key) => {
  const [row] = cardOf(kit).proposals;
  const proposals = states.map((state): Row => ({ ...row!, state }));
  expect(cardScreen(words, cardOf(kit, { proposals, waiting: [] })).text).toBe(words.html(key));
  const gone = proposals.map((proposal) => ({ ...proposal, amount: 0n }));
  const text = cardScreen(words, cardOf(kit, { proposals: gone, waiting: [] })).text;
  expect(text).toBe(words.html(key === 'card-lapsed' ? 'card-empty' : key));
});
