// The catalogue as one page that needs nothing else: the three languages side by side, as the chat shows them.
import { LANGUAGES } from '../../src/domain/rules.ts';
import { escapeHtml } from '../../src/telegram/words.ts';
import { visible } from '../support/screen-rules.ts';
import { type Entry, faultsIn, type Shown } from './catalogue.ts';

const KITS = ['short', 'nothing', 'few', 'marks', 'long'] as const;
const KIT_NAMES: Readonly<Record<(typeof KITS)[number], string>> = {
  short: 'one of each',
  nothing: 'nothing, zero',
  few: 'two of each',
  marks: 'odd signs, 10⁹',
  long: 'as long as may be, 21',
};

const STYLE = `
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.4 system-ui, "DejaVu Sans", sans-serif; color: #1c2733; background: #dfe6ec }
aside { position: fixed; inset: 0 auto 0 0; width: 270px; overflow: auto; padding: 18px; background: #fff; border-right: 1px solid #cfd9e1; font-size: 13px }
aside h1 { margin: 0 0 4px; font-size: 19px } aside h2 { margin: 16px 0 4px; font-size: 13px; color: #64788a }
aside a { display: block; padding: 1px 6px; border-radius: 5px; color: #24608f; text-decoration: none; overflow-wrap: anywhere }
aside a:hover { background: #eef4f9 } aside label { display: block; padding: 1px 0 }
aside .bad { color: #b3261e; font-weight: 600 }
main { margin-left: 270px; padding: 18px 26px 60px; max-width: 1500px }
main h2 { margin: 36px 0 6px; font-size: 22px } main h3 { margin: 26px 0 4px; font-size: 16px; scroll-margin-top: 12px }
.what { margin: 10px 0 4px; color: #52697c; font-size: 13px }
.line { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 18px; align-items: start; margin-bottom: 16px }
.text { padding: 9px 13px; border-radius: 14px 14px 14px 4px; background: #fff; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; box-shadow: 0 1px 1px #0002 }
.text code { padding: 0 3px; border-radius: 4px; background: #eef2f5 } .text a { color: #24608f }
.row { display: flex; gap: 5px; margin-top: 5px }
.row span { flex: 1; min-width: 0; padding: 6px 8px; border-radius: 9px; background: #5b7b95; color: #fff; font-size: 13px; text-align: center; overflow-wrap: anywhere }
.check { margin: 4px 4px 0; color: #4d7a4f; font-size: 12px } .check.bad { color: #b3261e; font-weight: 600 }
.faults { padding: 8px 14px; border-radius: 10px; background: #fdeceb; color: #8c1d18 }
${KITS.map((kit) => `body:has(#${kit}:checked) .line:not(.${kit}) { display: none }`).join('\n')}
body:has(#faulty:checked) .line:not(.has-faults) { display: none }
@media (prefers-color-scheme: dark) {
  body { background: #17212b; color: #e4ebf1 } aside { background: #1d2a36; border-color: #2b3a48 } aside a, .text a { color: #7fb8e6 }
  aside a:hover { background: #263646 } .text { background: #24323f } .text code { background: #1a2632 } .row span { background: #35506a }
}`;

const buttonsOf = ({ screen }: Shown): string =>
  screen.keyboard
    .map((row) => {
      const buttons = row.map((one) => `<span>${escapeHtml(one.text)}${'url' in one ? ' ↗' : ''}</span>`);
      return `<div class="row">${buttons.join('')}</div>`;
    })
    .join('');

function bubble(shown: Shown): string {
  const { screen, faults } = shown;
  const isBroken = faults.some((fault) => fault.includes('tag') || fault.includes('<') || fault.includes('escaped'));
  const text = isBroken ? escapeHtml(screen.text) : screen.text;
  const buttons = screen.keyboard.flat().length;
  const facts = `✓ ${[...visible(screen.text)].length} characters, ${buttons} button${buttons === 1 ? '' : 's'}`;
  const verdict =
    faults.length === 0
      ? `<div class="check">${facts}</div>`
      : `<div class="check bad">✗ ${faults.map(escapeHtml).join('; ')}</div>`;
  return `<div><div class="text">${text}</div>${buttonsOf(shown)}${verdict}</div>`;
}

/** One line of bubbles for all kits that look alike. */
function lines({ shown }: Entry): string {
  const alike = new Map<string, { kits: string[]; bubbles: string; isFaulty: boolean }>();
  for (const kit of KITS) {
    const three = LANGUAGES.map((language) => shown.find((one) => one.kit === kit && one.language === language));
    const bubbles = three.map((one) => (one ? bubble(one) : '<div></div>')).join('');
    if (three.every((one) => one === undefined)) continue;
    const isFaulty = three.some((one) => (one?.faults.length ?? 0) > 0);
    const line = alike.get(bubbles) ?? { kits: [], bubbles, isFaulty };
    line.kits.push(kit);
    alike.set(bubbles, line);
  }
  return [...alike.values()]
    .map(({ kits, bubbles, isFaulty }) => {
      return `<div class="line ${kits.join(' ')}${isFaulty ? ' has-faults' : ''}">${bubbles}</div>`;
    })
    .join('\n');
}

const anchorOf = ({ group, name }: Entry): string => encodeURIComponent(`${group} ${name}`.replace(/\W+/g, '-'));

const groupsOf = <T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
};

/** The whole page. */
export function pageOf(entries: readonly Entry[]): string {
  const faults = faultsIn(entries);
  const screens = entries.reduce((sum, { shown }) => sum + shown.length, 0);
  const groups = groupsOf(entries, ({ group }) => group).map(
    ([group, rows]) => [group, groupsOf(rows, ({ name }) => name)] as const,
  );
  const link = (name: string, rows: readonly Entry[]): string => {
    const bad = faultsIn(rows).length;
    return `<a href="#${anchorOf(rows[0]!)}"${bad > 0 ? ' class="bad"' : ''}>${escapeHtml(name)}${bad > 0 ? ` ✗ ${bad}` : ''}</a>`;
  };
  const index = groups.map(
    ([group, names]) => `<h2>${escapeHtml(group)}</h2>${names.map(([name, rows]) => link(name, rows)).join('')}`,
  );
  const body = groups.map(([group, names]) => {
    const sections = names.map(([name, rows]) => {
      const shown = rows.map(
        (row) => `${row.detail ? `<p class="what">${escapeHtml(row.detail)}</p>` : ''}${lines(row)}`,
      );
      return `<h3 id="${anchorOf(rows[0]!)}">${escapeHtml(name)}</h3>${shown.join('')}`;
    });
    return `<h2>${escapeHtml(group)}</h2>${sections.join('')}`;
  });
  const choices = KITS.map(
    (kit) =>
      `<label><input type="radio" name="kit" id="${kit}"${kit === 'short' ? ' checked' : ''}> ${KIT_NAMES[kit]}</label>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Exodus: every screen</title><style>${STYLE}</style>
<aside><h1>Every screen</h1>
<p>${screens} screens of ${entries.length} kinds in ${LANGUAGES.length} languages. ${faults.length === 0 ? 'No faults.' : `<b class="bad">${faults.length} faults.</b>`}</p>
<h2>Filled with</h2>${choices.join('')}
<label><input type="radio" name="kit" id="all"> everything</label>
<label><input type="radio" name="kit" id="faulty"> only what has faults</label>
${index.join('')}</aside>
<main>${faults.length === 0 ? '' : `<ul class="faults">${faults.map((fault) => `<li>${escapeHtml(fault)}</li>`).join('')}</ul>`}
${body.join('\n')}</main></html>
`;
}
