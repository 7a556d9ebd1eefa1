import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { FONT } from './svg.ts';

const { resolve } = createRequire(import.meta.url);
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));

/** Rendering runs on the machine's helper threads, of which the database and files want some too. */
const AT_ONCE_MAX = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function takeTurn(): Promise<void> {
  if (running < AT_ONCE_MAX) running += 1;
  else await new Promise<void>((go) => waiting.push(go));
}

function passTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

/** Telegram shows photos with sides of at most this many pixels; more would be work for nothing. */
const SIDE_MAX = 1280;

/** How large to draw: as it is, or down to {@link SIDE_MAX}. */
function sizeOf(svg: string): { mode: 'original' } | { mode: 'width' | 'height'; value: number } {
  const [, width = 0, height = 0] = (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).map(Number);
  if (Math.max(width, height) <= SIDE_MAX) return { mode: 'original' };
  return { mode: width >= height ? 'width' : 'height', value: SIDE_MAX };
}

/** An SVG of ours as PNG, off the event loop. Fonts come with the bot, so that it looks alike on every machine. */
export async function renderPng(svg: string): Promise<Buffer> {
  await takeTurn();
  try {
    const image = await renderAsync(svg, {
      font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: FONT },
      fitTo: sizeOf(svg),
      shapeRendering: 2,
      textRendering: 1,
    });
    return image.asPng();
  } finally {
    passTurn();
  }
}
