import fs from 'node:fs';
import path from 'node:path';
import type { MyMonth } from '../../src/domain/commitments/my-month.ts';
import type { MapPerson, NetworkMap } from '../../src/domain/network/map.ts';
import { monthSvg } from '../../src/telegram/pictures/month.ts';
import { networkSvg } from '../../src/telegram/pictures/network.ts';
import { renderPng } from '../../src/telegram/pictures/render.ts';
import { loadWords } from '../../src/telegram/words.ts';

const RUNS = 9;

const wordsOf = loadWords({
  timezone: 'Europe/Moscow',
  unit: { symbol: '€', decimals: 2, quantum: 100n },
  defaultLanguage: 'ru',
  quietHours: { from: 21, to: 9 },
});

const NAMES = [
  'Анна',
  'Борис',
  'Вера',
  'Григорий',
  'Дина',
  'Елизавета',
  'Жанна',
  'Захар',
  'Ирина',
  'Константин',
  'Łucja',
  'Օլգա',
];
const TITLES = ['Лекарства для мамы', 'Дрова на зиму', 'Школа детям', 'Ремонт крыши после бури и пожара'];

/** A network in which every sixth person asks, a third of those through somebody else. */
function network(size: number): NetworkMap {
  const nameOf = (index: number): string => `${NAMES[index % NAMES.length]}${index >= NAMES.length ? ` ${index}` : ''}`;
  const people = Array.from({ length: size }, (_, index): MapPerson => {
    const need = BigInt(100 + ((index * 37) % 400)) * 100n;
    const isAsker = index % 6 === 0;
    return {
      id: `p${index}`,
      name: nameOf(index),
      how: isAsker && index % 18 === 6 ? 'asks' : 'contact',
      request: isAsker
        ? {
            title: TITLES[index % TITLES.length] ?? '',
            kind: index % 24 === 0 ? 'EMERGENCY' : 'MONTHLY',
            coverage: {
              need,
              received: (need * BigInt(index % 5)) / 8n,
              promised: (need * BigInt(index % 3)) / 6n,
              missing: 0n,
              intended: null,
            },
          }
        : null,
      via: [],
    };
  });
  const links = people.flatMap(({ id, how }, index) =>
    how === 'contact'
      ? [{ from: 'me', to: id, isWay: false }]
      : [
          { from: 'me', to: `p${index - 1}`, isWay: true },
          { from: `p${index - 1}`, to: id, isWay: true },
        ],
  );
  return { me: { id: 'me', name: 'Я' }, people, rest: 0, links };
}

function month(): MyMonth {
  const rows = NAMES.map((name, index) => ({
    name,
    promised: BigInt(index % 3) * 2_000n,
    handedOver: BigInt(index % 2) * 1_500n,
    confirmed: BigInt(1 + (index % 4)) * 2_500n,
  }));
  return {
    startsAt: new Date('2026-10-31T21:00:00Z'),
    endsAt: new Date('2026-11-30T21:00:00Z'),
    pledged: 20_000n,
    giving: rows,
    request: {
      title: 'Лекарства для мамы',
      coverage: { need: 60_000n, received: 22_500n, promised: 14_000n, missing: 23_500n, intended: null },
      helpers: rows.slice(0, 4),
    },
  };
}

/** The longest time between two turns of the event loop while `work` runs. */
async function withStandstill<T>(work: () => Promise<T>): Promise<{ result: T; standstillMs: number }> {
  let last = performance.now();
  let standstillMs = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    standstillMs = Math.max(standstillMs, now - last);
    last = now;
  }, 1);
  const result = await work();
  clearInterval(timer);
  return { result, standstillMs: Math.max(standstillMs, performance.now() - last) };
}

async function measure(name: string, draw: () => Promise<Buffer>): Promise<void> {
  const times: number[] = [];
  let worst = 0;
  let png = Buffer.alloc(0);
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    const { result, standstillMs } = await withStandstill(draw);
    times.push(performance.now() - startedAt);
    worst = Math.max(worst, standstillMs);
    png = Buffer.from(result);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(RUNS / 2)] ?? 0;
  const ms = (value: number): string => value.toFixed(0).padStart(5);
  const size = `${png.readUInt32BE(16)}×${png.readUInt32BE(20)}`;
  console.log(
    `${name.padEnd(14)} median ${ms(median)} ms  slowest ${ms(times.at(-1) ?? 0)} ms  loop stood still ≤ ${ms(worst)} ms  ${size}`,
  );
  const folder = process.argv[2];
  if (folder) fs.writeFileSync(path.join(folder, `${name}.png`), png);
}

const words = wordsOf('ru');
for (const size of [3, 15, 50, 150]) {
  const map = network(size);
  await measure(`network-${size}`, async () => renderPng(await networkSvg(words, map)));
}
await measure('month', () => renderPng(monthSvg(words, month())));
