import type { DetailOpening, OwnDetail } from '../../domain/requests/payment-details.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, homeButton, shortName } from './shared.ts';

const VALUE_LENGTH = 24;

/** A payment detail on one line, for a button. */
export const detailLabel = ({ name, value }: Pick<OwnDetail, 'name' | 'value'>): string =>
  `💳 ${name ? `${shorten(name, 16)}: ` : ''}${shorten(value.replace(/\s+/g, ' '), VALUE_LENGTH)}`;

/** 💳 my payment details: a button each. `requestId`: my open request, which can be given other ones. */
export function myDetailsScreen(
  words: Words,
  details: readonly OwnDetail[],
  requestId: string | null,
  asked: number,
): Screen {
  const page = pageOf(details, asked);
  return {
    text: words.html(details.length === 0 ? 'details-mine-none' : 'details-mine'),
    keyboard: [
      ...page.items.map((detail) => [row(detailLabel(detail), 'detail', detail.id)]),
      ...pager(page, (to) => pack('myDetails', to)),
      ...(requestId === null ? [] : [[button(words, 'choose-details', 'requestEdit', requestId, 'details')]]),
      [button(words, 'detail-add', 'detailAdd')],
      ...(details.length > 0 ? [[button(words, 'details-log', 'detailsLog', 0)]] : []),
      [...(requestId === null ? [] : [backTo(words, pack('myRequest', requestId))]), homeButton(words)],
    ],
  };
}

/** One of my payment details. */
export function detailScreen(words: Words, detail: OwnDetail, note: string | null = null): Screen {
  const lines = [
    ...(note === null ? [] : [note, '']),
    ...(detail.name ? [words.html('detail-name', { name: detail.name })] : []),
    words.html('details-value', { value: detail.value }),
    ...(detail.isDefault ? [words.html('detail-default')] : []),
    ...(detail.isInUse ? [words.html('detail-in-use')] : []),
    words.html('detail-openings', { count: detail.openings }),
  ];
  return {
    text: lines.join('\n'),
    keyboard: [
      [button(words, 'change', 'detailChange', detail.id)],
      ...(detail.isDefault ? [] : [[button(words, 'detail-default', 'detailDefault', detail.id)]]),
      [button(words, 'detail-remove', 'detailRemove', detail.id, 'ask')],
      [backTo(words, pack('myDetails', 0)), homeButton(words)],
    ],
  };
}

/** Who opened my payment details, the newest first. */
export function detailsLogScreen(words: Words, openings: readonly DetailOpening[], asked: number): Screen {
  const page = pageOf(openings, asked);
  const lines = page.items.map((opening) =>
    words.html('details-log-row', {
      day: words.day(opening.at),
      name: opening.name === null ? words.plain('somebody-gone') : shortName(opening.name),
    }),
  );
  return {
    text: [words.html(openings.length === 0 ? 'details-log-none' : 'details-log'), ...lines].join('\n'),
    keyboard: [
      ...pager(page, (to) => pack('detailsLog', to)),
      [backTo(words, pack('myDetails', 0)), homeButton(words)],
    ],
  };
}
