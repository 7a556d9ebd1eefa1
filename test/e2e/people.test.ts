import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { SANDBOX_TOKEN, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { startTelegram, type Telegram } from '../../src/telegram/telegram.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { type Actor, type People, peopleOf } from '../support/people.ts';

const OPERATOR = 900_001;

let house: TestHouse;
let sandbox: Sandbox;
let telegram: Telegram;
let people: People;
let anna: Actor;
let boris: Actor;
let vera: Actor;
let operator: Actor;

/** Follows a living join link of `issuer`. */
async function joins(actor: Actor, issuer: Actor): Promise<void> {
  await issuer.says('/invite');
  const screen = await issuer.sees(/start=j/);
  const link = screen.links.find((url) => url.includes('start=j')) ?? '';
  await actor.opens(link);
  await actor.sees(issuer.name);
}

beforeAll(async () => {
  house = await testHouse();
  sandbox = await startSandbox({
    port: 0,
    clock: {
      now: async () => house.clock.now(),
      shift: async () => house.clock.now(),
      reset: async () => house.clock.now(),
    },
  });
  telegram = await startTelegram({
    house,
    config: { token: SANDBOX_TOKEN, apiRoot: sandbox.url, adminIds: [BigInt(OPERATOR)], supportUrl: null },
    log: createLog('silent'),
    onFatal: (error) => {
      throw error;
    },
  });
  people = peopleOf(sandbox);
  operator = await people.add('Оператор', 'ru', { id: OPERATOR });
  await operator.says('/start');
  await operator.sees('Эксодус');
  anna = await people.add('Анна', 'ru', { username: 'anna_account' });
  boris = await people.add('Борис', 'ru', { username: 'boris_account' });
  vera = await people.add('Вера', 'ru', { username: 'vera_account' });
  await anna.says('/start');
  await anna.sees('Эксодус');
  await joins(boris, anna);
  await joins(vera, boris);
});
afterAll(async () => {
  await telegram?.stop();
  await sandbox?.close();
  await house?.close();
});

describe('people', () => {
  test('tell about themselves, and contacts read it on their card', async () => {
    await boris.says('/network');
    await boris.sees('Моя сеть');
    await boris.taps('👤', 'О себе');
    await boris.taps('✏️');
    await boris.sees(/\?/);
    await boris.says('Чиню крыши <b>&');
    await boris.sees(/\?/);
    await boris.says('не ссылка');
    await boris.sees('https://');
    await boris.says('https://example.org/boris');
    await boris.sees('Чиню крыши <b>&');
    await anna.says('/network');
    await anna.taps('👥', 'Все');
    await anna.taps('👤', 'Борис');
    const card = await anna.sees('Чиню крыши <b>&');
    expect(card.text).toContain('https://example.org/boris');
    expect(card.text).toContain('по приглашению');
    expect(card.buttons.flat().length).toBeLessThanOrEqual(6);
    await anna.taps('✉️');
    expect((await anna.sees('Борис')).links).toContain('https://t.me/boris_account');
  });

  test('are called by my own name, which nobody else sees', async () => {
    await anna.taps('⬅️');
    await anna.taps('✏️');
    await anna.taps('✏️', 'по-своему');
    await anna.sees(/\?/);
    await anna.says('Боря с крыши');
    await anna.sees('Боря с крыши');
    await anna.says('/network');
    await anna.taps('👥', 'Все');
    expect((await anna.buttons()).some((label) => label === '👤 Боря с крыши')).toBe(true);
    for (const actor of [boris, vera]) {
      expect(JSON.stringify(await actor.chat())).not.toContain('Боря с крыши');
    }
  });

  test('who are not contacts ask before they write, and no account is shown before the yes', async () => {
    await vera.says('/ask');
    await vera.taps('🔆');
    await vera.taps('', 'Для себя');
    await vera.sees(/\?/);
    await vera.says('Очки');
    await vera.sees(/\?/);
    await vera.says('60');
    await vera.taps('20');
    await vera.taps('⏭');
    await vera.taps('⏭');
    await vera.taps('⏭');
    await vera.taps('2');
    await vera.taps('✅');
    await vera.sees('✅');
    await people.quiet();
    await boris.says('/network');
    await boris.taps('🔆', 'Очки');
    await boris.taps('🗣');
    await boris.taps('🗣', 'лично');
    await people.quiet();
    await anna.says('/network');
    await anna.taps('🔆', 'Очки');
    await anna.taps('ℹ️');
    await anna.taps('👤');
    const card = await anna.sees('Вы → ');
    expect(card.text).toContain('Вера');
    await anna.taps('✉️');
    await anna.taps('✅');
    await anna.sees('Вопрос передан');
    expect(JSON.stringify(await anna.chat())).not.toContain('vera_account');
    await vera.sees('спрашивает, можно ли', { ever: true });
    expect(JSON.stringify(await vera.chat())).not.toContain('anna_account');
    await vera.taps('✅', 'Да');
    await vera.sees('вам могут написать');
    const answer = await anna.sees('ждёт вашего сообщения', { ever: true });
    expect(answer.links).toContain('https://t.me/vera_account');
  });

  test('look at their network and month as pictures, with the same in words', async () => {
    await anna.says('/network');
    await anna.taps('👥', 'картинкой');
    const picture = await anna.sees('Моя сеть');
    expect(picture.message.photo?.[0]?.width).toBeGreaterThan(300);
    expect(picture.text).toContain('Вера: Очки');
    await vera.says('/promises');
    await vera.taps('🗓', 'картинкой');
    const month = await vera.sees('Мой месяц');
    expect(month.message.photo).toBeDefined();
    expect(month.text).toContain('Очки');
    await vera.taps('🏠');
    await vera.sees('Эксодус');
  });

  test('see their links with their uses, show one as a QR code, and revoke it', async () => {
    await boris.says('/invite');
    await boris.sees(/start=j/);
    await boris.taps('🔗', 'QR');
    expect((await boris.sees('камера')).message.photo).toBeDefined();
    await boris.taps('🔗', 'Мои ссылки');
    await boris.taps('🔗', 'для друга: 1 из 50');
    const card = await boris.sees('Открывали: 1 из 50');
    const link = card.links.find((url) => url.includes('start=j')) ?? '';
    await boris.taps('❌');
    await boris.taps('✅');
    await boris.sees('Отозвано ссылок: 1');
    const late = await people.add('Опоздавший', 'ru');
    await late.opens(link);
    await late.sees('не действует');
    expect(JSON.stringify(await late.chat())).not.toContain('Борис');
  });

  test('report somebody to the operators, who see no name and mark the case handled', async () => {
    await boris.says('/network');
    await boris.taps('🔆', 'Очки');
    await boris.taps('ℹ️');
    await boris.taps('👤');
    await boris.taps('⚠️');
    await boris.taps('⚠️', 'Давление');
    await boris.sees(/\?/);
    await boris.says('Просит очень настойчиво');
    await boris.taps('✅');
    await boris.sees('Жалоба отправлена');
    const seen = await operator.sees('Жалоба', { ever: true });
    expect(seen.text).toContain('Просит очень настойчиво');
    for (const name of ['Анна', 'Вера', 'Очки']) expect(JSON.stringify(await operator.chat())).not.toContain(name);
    await operator.taps('✅', 'Разобрано');
    await operator.sees('разобрана');
    expect(JSON.stringify(await vera.chat())).not.toContain('Жалоб');
  });

  test('break a contact, want it back, and have it when both do', async () => {
    await anna.says('/network');
    await anna.taps('👥', 'Все');
    await anna.taps('👤', 'Боря');
    await anna.taps('✏️');
    await anna.taps('❌');
    await anna.taps('✅');
    await anna.sees('прервано');
    await anna.says('/network');
    const alone = await anna.sees('Моя сеть');
    expect(JSON.stringify(alone.buttons)).not.toContain('Очки'); // the way led through Борис
    await anna.taps('👤', 'О себе');
    await anna.taps('🚫');
    await anna.taps('🔗', 'Боря');
    await anna.taps('✅');
    await anna.sees('Записано');
    await anna.says('/invite');
    const link = (await anna.sees(/start=j/)).links.find((url) => url.includes('start=j')) ?? '';
    await boris.opens(link);
    await boris.taps('✅', 'Да');
    await boris.sees('теперь среди ваших знакомых');
    await anna.says('/network');
    await anna.taps('👥', 'Все');
    expect((await anna.taps('👤', 'Боря')).text).toBe('');
    await anna.sees('Вы знакомы');
  });

  test('block somebody and see nothing of each other any more, until the block is lifted', async () => {
    await vera.says('/network');
    await vera.taps('👥', 'Все');
    await vera.taps('👤', 'Борис');
    await vera.taps('🚫');
    await vera.taps('✅');
    await vera.sees('больше не видите друг друга');
    for (const actor of [boris, anna]) {
      await actor.says('/network');
      const screen = await actor.sees('Моя сеть');
      expect(JSON.stringify(screen.buttons)).not.toContain('Очки');
    }
    await vera.says('/network');
    await vera.taps('👤', 'О себе');
    await vera.taps('🚫');
    await vera.taps('🚫', 'Борис');
    await vera.taps('✅');
    await vera.sees('Блокировка снята');
    await boris.says('/network');
    await boris.taps('🔆', 'Очки');
  });

  test('Telegram refused nothing', async () => {
    expect(await people.rejections()).toEqual([]);
  });
});
