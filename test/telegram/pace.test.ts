import { expect, test } from 'vitest';
import { createPace } from '../../src/telegram/pace.ts';

test('the courier makes room for answers to people and keeps a small share of its own', async () => {
  const { signal } = new AbortController();
  const pace = createPace({ perSecond: 50, perChatMs: 1 });
  const begun = performance.now();
  await pace.turn(1, signal);
  const call = async () => ({ ok: true, result: true }) as never;
  for (let chat = 2; chat < 60; chat++) await pace.transformer(call, 'sendMessage', { chat_id: chat, text: '' });
  await pace.turn(1, signal);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(190);
});

test('whoever waits for a turn can be called off', async () => {
  const pace = createPace();
  pace.hold(60_000);
  const calledOff = new AbortController();
  const turn = pace.turn(1, calledOff.signal);
  calledOff.abort();
  expect(await turn).toBe(false);
});

test('a group that was written to too often keeps nobody else waiting', async () => {
  const pace = createPace();
  const call = (chatId: number): Promise<unknown> =>
    Promise.resolve(
      pace.transformer(
        async () => ({ ok: false, error_code: 429, description: '', parameters: { retry_after: 3600 } }),
        'sendMessage',
        { chat_id: chatId, text: '' } as never,
      ),
    );
  await call(-100);
  expect(await pace.turn(1, AbortSignal.timeout(2_000))).toBe(true);
  await call(2);
  expect(await pace.turn(3, AbortSignal.timeout(50))).toBe(false);
});
