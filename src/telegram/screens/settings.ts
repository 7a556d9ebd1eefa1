import type { HelpView } from '../../domain/helping/queries.ts';
import type { QuietHours, Settings } from '../../domain/members/settings.ts';
import { COMMON_ZONES, ZONE_KEYS, zoneKeyOf } from '../../domain/members/zones.ts';
import { type NoticeKind, SWITCHABLE_KINDS } from '../../domain/notices/kinds.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { cardHelp } from './card-help.ts';
import { helperLines, stopRows } from './helping.ts';
import { backTo, homeButton, languageName } from './shared.ts';

const withNote = (text: string, note: string | null): string => (note === null ? text : `${note}\n\n${text}`);

/** A zone as people call it. */
export function zoneName(words: Words, zone: string): string {
  const key = zoneKeyOf(zone);
  return key === null ? zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ') : words.plain(`zone-${key}`);
}

const clockTime = (words: Words, now: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(words.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    now,
  );

const quietLine = (words: Words, { from, to }: QuietHours): string =>
  from === to
    ? words.html('settings-quiet-none')
    : words.html('settings-quiet', { from: String(from), to: String(to) });

export interface HelpSettings {
  readonly helpers: readonly HelpView[];
  /** There is something in the list of what was done. */
  readonly wasHelped: boolean;
}

/** /settings: how things are set, and where each is changed; who helps, and one tap to stop them. */
export function settingsScreen(
  words: Words,
  settings: Settings,
  now: Date,
  note: string | null = null,
  { helpers, wasHelped }: HelpSettings = { helpers: [], wasHelped: false },
): Screen {
  const { timezone, quietHours, off, isPaused } = settings;
  const text = [
    words.html('settings'),
    words.html('settings-language', { language: languageName(words, words.language) }),
    words.html('settings-zone', { zone: zoneName(words, timezone), time: clockTime(words, now, timezone) }),
    quietLine(words, quietHours),
    words.html('settings-notices', { count: off.length }),
    ...(isPaused ? [words.html('settings-paused')] : []),
    ...helperLines(words, helpers),
  ].join('\n');
  return {
    text: withNote(text, note),
    keyboard: [
      ...stopRows(words, helpers),
      ...(helpers.length > 0 || wasHelped ? [[row(words.plain('row-helped'), 'helped', 0)]] : []),
      [button(words, 'settings-time', 'settingsTime'), button(words, 'settings-notices', 'noticeSwitches', 0)],
      [button(words, 'my-details', 'myDetails', 0)],
      [isPaused ? button(words, 'resume-all', 'pauseAll', 'resume') : button(words, 'pause-all', 'pauseAll', 'ask')],
      [cardHelp(words, 'settings'), homeButton(words)],
    ],
  };
}

/** The zone, the quiet hours and the language. */
export function timeScreen(words: Words, settings: Settings, now: Date, note: string | null = null): Screen {
  const { timezone, quietHours } = settings;
  const zone = words.html('settings-zone', { zone: zoneName(words, timezone), time: clockTime(words, now, timezone) });
  return {
    text: withNote([words.html('settings-time'), zone, quietLine(words, quietHours)].join('\n'), note),
    keyboard: [
      [button(words, 'language', 'language')],
      [button(words, 'zone', 'zones', 0)],
      [button(words, 'quiet', 'quietHours')],
      [backTo(words, pack('settings')), homeButton(words)],
    ],
  };
}

/** Common zones; any other can be typed. */
export function zonesScreen(words: Words, timezone: string, page: number): Screen {
  const shown = pageOf(ZONE_KEYS, page);
  return {
    text: words.html('zone-ask'),
    keyboard: [
      ...shown.items.map((key) => [
        row(`${COMMON_ZONES[key] === timezone ? '✅ ' : ''}${words.plain(`zone-${key}`)}`, 'setZone', key),
      ]),
      ...pager(shown, (other) => pack('zones', other)),
      [button(words, 'zone-type', 'settingType', 'zone')],
      [backTo(words, pack('settingsTime')), homeButton(words)],
    ],
  };
}

/** Ready-made nights; any other can be typed. The last one is none. */
const NIGHTS: readonly QuietHours[] = [
  { from: 21, to: 9 },
  { from: 22, to: 8 },
  { from: 0, to: 0 },
];

export function quietScreen(words: Words, { from, to }: QuietHours): Screen {
  const label = (night: QuietHours): string =>
    night.from === night.to
      ? words.plain('btn-quiet-none')
      : words.plain('btn-quiet-hours', { from: String(night.from), to: String(night.to) });
  const isNow = (night: QuietHours): boolean =>
    night.from === night.to ? from === to : night.from === from && night.to === to;
  return {
    text: words.html('quiet-ask'),
    keyboard: [
      ...NIGHTS.map((night) => [row(`${isNow(night) ? '✅ ' : ''}${label(night)}`, 'setQuiet', night.from, night.to)]),
      [button(words, 'quiet-type', 'settingType', 'quiet')],
      [backTo(words, pack('settingsTime')), homeButton(words)],
    ],
  };
}

/** Every kind of message that may be switched off, each with its switch: ✅ comes, ⏸ does not. */
export function switchesScreen(words: Words, off: readonly NoticeKind[], page: number): Screen {
  const shown = pageOf(SWITCHABLE_KINDS, page);
  return {
    text: words.html('switches'),
    keyboard: [
      ...shown.items.map((kind) => [
        row(`${off.includes(kind) ? '⏸' : '✅'} ${words.plain(`kind-${kind}`)}`, 'noticeSwitch', kind, shown.page),
      ]),
      ...pager(shown, (other) => pack('noticeSwitches', other)),
      [backTo(words, pack('settings')), homeButton(words)],
    ],
  };
}

/** Asked before everything is paused. */
export const pauseAllScreen = (words: Words): Screen => ({
  text: words.html('pause-all-ask'),
  keyboard: [
    [{ text: words.plain('btn-pause-all-yes'), callback_data: pack('pauseAll', 'yes') }],
    [backTo(words, pack('settings')), homeButton(words)],
  ],
});
