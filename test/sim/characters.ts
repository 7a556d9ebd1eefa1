// Who lives in the town, and what each does with what they read. Percentages are of the occasions they have.
import type { Answers, Read, Somebody } from './person.ts';

export interface Character {
  /** Looks at the telephone on a day with news, and on a day without. */
  readonly reads: number;
  readonly comes: number;
  readonly accepts: number;
  readonly skips: number;
  readonly handsOver: number;
  readonly confirms: number;
  readonly helps: number;
  readonly recommends: number;
  /** What they come for of themselves. */
  readonly wants: readonly Wish[];
}

type Wish =
  | 'give'
  | 'ask'
  | 'emergency'
  | 'help'
  | 'promises'
  | 'wander'
  | 'invite'
  | 'lock'
  | 'spam'
  | 'block'
  | 'own';

const USUAL: Character = {
  reads: 60,
  comes: 4,
  accepts: 70,
  skips: 15,
  handsOver: 80,
  confirms: 85,
  helps: 15,
  recommends: 30,
  wants: ['give', 'help', 'promises', 'wander', 'invite'],
};

/** So many of a hundred are of each kind. */
export const CHARACTERS: Readonly<Record<string, readonly [share: number, Character]>> = {
  'steady giver': [
    22,
    { ...USUAL, reads: 80, accepts: 95, skips: 3, handsOver: 95, wants: ['give', 'promises', 'help'] },
  ],
  forgetful: [12, { ...USUAL, reads: 25, accepts: 40, handsOver: 35 }],
  'silent recipient': [8, { ...USUAL, reads: 70, confirms: 0, wants: ['ask', 'own'] }],
  'blocked the bot': [6, { ...USUAL, wants: ['give', 'block', 'block'] }],
  'double-tapper': [8, { ...USUAL, reads: 70 }],
  liar: [6, { ...USUAL, confirms: 0, handsOver: 0, accepts: 100, wants: ['ask', 'give', 'promises'] }],
  hijacked: [5, { ...USUAL, wants: ['ask', 'lock', 'own'] }],
  spammer: [4, { ...USUAL, comes: 6, wants: ['spam', 'wander', 'ask'] }],
  newcomer: [9, { ...USUAL, comes: 8 }],
  asker: [13, { ...USUAL, wants: ['ask', 'own', 'ask', 'wander'] }],
  'emergency asker': [7, { ...USUAL, wants: ['emergency', 'own', 'promises'] }],
};

const AMOUNTS = ['10', '25', '50', '100', '150,50', '400', '1 200'];
const COMMANDS = [
  '/menu',
  '/promises',
  '/network',
  '/give',
  '/settings',
  '/invite',
  '/help',
  '/rules',
  '/privacy',
  '/language',
  '/mydata',
  '/delete',
];

export interface Neighbourhood {
  /** A link somebody passes on, or null when nobody has one. */
  linkFor(person: Somebody): string | null;
  passOn(person: Somebody, link: string): void;
  titleFor(person: Somebody): string;
  /** Some others, in the order of chance. */
  others(person: Somebody, count: number): Somebody[];
}

const has = (read: Read, sign: string): boolean => read.buttons.some(({ label }) => label.startsWith(sign));

/** Some put the telephone away in the middle of a form and go on another day, when others may have helped meanwhile. */
const inTheirTime = (person: Somebody, answers: Answers): Answers =>
  person.chance.percent(30) ? { ...answers, patience: 1 + person.chance.below(3) } : answers;

/** What they do about one message of the bot. */
export async function react(person: Somebody, character: Character, read: Read, town: Neighbourhood): Promise<void> {
  const { chance } = person;
  const [amount, words] = [chance.pick(AMOUNTS), town.titleFor(person)];
  const answers = () => person.answers({ amount, words, prefer: ['💶', '⏳'] });
  if (has(read, '🤝') && has(read, '❌')) {
    if (chance.percent(character.accepts)) {
      if (chance.percent(20) && (await person.taps(read, '✏️'))) {
        await person.taps(person.looksAt(), ...(chance.percent(50) ? ['−', '➖'] : ['❌']));
        await person.taps(person.looksAt(), '🤝');
      } else await person.taps(read, '🤝');
      // Some help on the same day.
      if (chance.percent(40) && chance.percent(character.handsOver)) await handOver(person, answers);
    } else if (chance.percent(character.skips)) await person.taps(read, '❌');
    return;
  }
  if (has(read, '👍') && (has(read, '✏️') || has(read, '⏳'))) {
    if (has(read, '✏️') ? chance.percent(character.confirms) : chance.percent(character.handsOver)) {
      const sign = has(read, '✏️') && chance.percent(20) ? '✏️' : '👍';
      if (await person.taps(read, sign)) await answers();
    } else if (chance.percent(10)) await person.taps(read, '⏳');
    return;
  }
  if (has(read, '👍') && chance.percent(character.handsOver)) {
    if (await person.taps(read, '👍')) await answers();
  } else if (has(read, '🗣') && chance.percent(character.recommends)) {
    if (await person.taps(read, '🗣')) await person.taps(person.looksAt(), '🗣', '✅', '1');
  } else if ((has(read, '🤝') || has(read, '❤️')) && chance.percent(character.helps)) {
    if (await person.taps(read, ...(chance.percent(60) ? ['🤝', '❤️'] : ['❤️', '🤝'])))
      await person.answers(inTheirTime(person, { amount, words, prefer: ['💶'] }));
  } else if (has(read, '✅') && chance.percent(70)) await person.taps(read, '✅');
}

/** What they do of themselves. */
export async function come(person: Somebody, character: Character, town: Neighbourhood): Promise<void> {
  const { chance } = person;
  const amount = chance.pick(AMOUNTS);
  const answers = (...prefer: string[]) => person.answers({ amount, words: town.titleFor(person), prefer });
  if (person.hasLeftOff) await answers('💶');
  switch (chance.pick(character.wants)) {
    case 'give':
      await person.says('/give');
      await answers('👥', '✅');
      return;
    case 'ask':
      await person.says('/ask');
      await answers('🔆', chance.pick(['⏭', '20', '10']));
      return;
    case 'emergency':
      await person.says('/ask');
      if (!(await person.taps(person.looksAt(), '🆘'))) return;
      await answers(chance.pick(['3', '7', '14']), '⏭');
      return;
    case 'own':
      await person.says('/ask');
      await person.taps(person.looksAt(), chance.pick(['✏️', '⏸', '▶️', '❌', '🔗', '🤝']));
      await answers();
      return;
    case 'help':
      if (chance.percent(40)) return compete(person, amount, town);
      await person.says('/network');
      if (!(await person.taps(person.looksAt(), '🆘', '🔆'))) return;
      if (!(await person.taps(person.looksAt(), chance.pick(['🤝', '❤️', '🗣', '💳', '👍', '🔗']), '🤝'))) return;
      await person.answers(inTheirTime(person, { amount, words: town.titleFor(person), prefer: ['💶'] }));
      return;
    case 'promises':
      if (chance.percent(character.handsOver)) return handOver(person, () => answers('💶'));
      await person.says('/promises');
      await wanderFrom(person, 2, () => answers('💶'));
      return;
    case 'invite': {
      await person.says('/invite');
      const link = person.looksAt()?.links.find((url) => /[?&]start=/.test(url) && !url.includes('share'));
      if (link) town.passOn(person, link);
      return;
    }
    case 'lock':
      await person.says('/lock');
      await answers();
      return;
    case 'spam':
      await person.spams([
        '/start',
        'hello',
        '<b>&',
        '/invite',
        '/invite',
        '/ask',
        '0',
        '/give',
        '-5',
        '/start jxxx',
        '…',
      ]);
      await person.says('/cancel');
      return;
    case 'block':
      await person.blocks(!person.hasBlocked);
      return;
    case 'wander': {
      const link = chance.percent(30) ? town.linkFor(person) : null;
      if (link) await person.opens(link);
      else await person.says(chance.pick(COMMANDS));
      await wanderFrom(person, 4, () => answers());
      return;
    }
  }
}

/** Looks through what they promised, and says of the first few that it was handed over. */
async function handOver(person: Somebody, answers: () => Promise<unknown>): Promise<void> {
  await person.says('/promises');
  const list = person.looksAt();
  const rows = list?.buttons.filter(({ label }) => /N\d+x/.test(label)) ?? [];
  for (const { label } of rows.slice(0, 1 + person.chance.below(3))) {
    await person.taps(list, label);
    if (await person.taps(person.looksAt(), '👍')) await answers();
  }
}

const RIVALS = 5;

/** While somebody is about to promise all that is missing, others promise a part of it. */
async function compete(person: Somebody, amount: string, town: Neighbourhood): Promise<void> {
  const answers = { amount, words: town.titleFor(person), prefer: ['Всё', '💶', '🤝'] };
  await person.says('/network');
  const row = person.looksAt()?.buttons.find(({ label }) => /^(🆘|🔆)/u.test(label))?.label;
  if (row === undefined || !(await person.taps(person.looksAt(), row))) return;
  if (!(await person.taps(person.looksAt(), '🤝'))) return;
  await person.answers({ ...answers, patience: 2 });
  for (const rival of town.others(person, RIVALS)) {
    if (rival.hasBlocked) continue;
    await rival.says('/network');
    if (!(await rival.taps(rival.looksAt(), row)) || !(await rival.taps(rival.looksAt(), '🤝'))) continue;
    const part = rival.looksAt()?.buttons.find(({ label }) => /^\d/.test(label))?.label;
    if (part !== undefined && (await rival.taps(rival.looksAt(), part))) await rival.answers(answers);
  }
  await person.answers(answers);
}

/** Presses whatever is there. */
async function wanderFrom(person: Somebody, steps: number, answers: () => Promise<unknown>): Promise<void> {
  for (let step = 0; step < steps; step++) {
    const screen = person.looksAt();
    const labels = screen?.buttons.map(({ label }) => label).filter((label) => !label.startsWith('🏠')) ?? [];
    if (labels.length === 0) return;
    await person.taps(screen, person.chance.pick(labels));
  }
  await answers();
}
