import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/rules.ts';
import type { RunningBot } from '../support/bot-process.ts';
import type { Atlas } from './crawl.ts';
import { errorsIn, faultsIn, HOOK_MS, placesMissed, startTown, walk } from './crawl-town.ts';

const STEPS_MIN = 180;

let bot: RunningBot;
let atlas: Atlas;

beforeAll(async () => {
  bot = await startTown(LANGUAGES);
  atlas = await walk(bot.sandbox.api, LANGUAGES, STEPS_MIN);
}, HOOK_MS);
afterAll(async () => {
  await bot?.close();
});

test('whoever presses every button meets no error, and Telegram refuses nothing', () => {
  expect(errorsIn(bot)).toEqual([]);
});

test('every screen they meet is short, valid, in their language, and has a way back (R16)', () => {
  expect(faultsIn(bot.sandbox.api, LANGUAGES)).toEqual([]);
});

test('they come everywhere that a town at the start of a month leads to', () => {
  expect(placesMissed(atlas)).toEqual([]);
});
