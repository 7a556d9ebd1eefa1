import { button, element, icon } from './build.client.js';
import { fileUrl } from './net.client.js';
import { renderText } from './text.client.js';
import { shortTime, word } from './words.client.js';

/** @typedef {import('./net.client.js').Message} Message */
/** @typedef {import('./net.client.js').Button} Button */
/** @typedef {import('./text.client.js').TextActions & {
 *   press: (place: { messageId: number, row: number, column: number }, pressed: HTMLButtonElement) => void,
 *   copy: (text: string) => void,
 *   notHere: () => void,
 * }} MessageActions */

/**
 * @param {Message} message
 * @param {MessageActions} actions
 */
export function renderMessage(message, actions) {
  const bubble = element('div', { class: 'bubble' }, [
    ...forwardedFrom(message),
    ...repliedTo(message),
    ...media(message),
    ...body(message, actions),
    footer(message),
  ]);
  const side = message.from.is_bot ? 'from-bot' : 'from-person';
  const made = element('article', { class: `message ${side}`, tabindex: -1 }, [bubble]);
  if (message.reply_markup) made.append(keyboard(message, message.reply_markup.inline_keyboard, actions));
  if (message.reaction) bubble.append(element('span', { class: 'reaction' }, [message.reaction]));
  made.dataset.id = String(message.message_id);
  made.dataset.revision = String(message.revision);
  return made;
}

/** @param {Message} message */
function forwardedFrom({ forward_origin: origin }) {
  return origin ? [element('p', { class: 'origin' }, [`${word('forwarded')} ${origin.sender_user_name}`])] : [];
}

/** @param {Message} message */
function repliedTo({ reply_to_message: replied }) {
  return replied ? [element('p', { class: 'replied' }, [replied.text ?? replied.caption ?? '…'])] : [];
}

/** @param {Message} message */
function media({ photo, document: file, voice }) {
  const nodes = [];
  const largest = photo?.at(-1);
  if (largest) {
    const { width, height } = largest;
    const picture = element('img', { src: fileUrl(largest), alt: word('picture'), width, height, class: 'picture' });
    nodes.push(element('a', { href: fileUrl(largest), target: '_blank' }, [picture]));
  }
  if (file) {
    const size = `${Math.max(1, Math.round(file.file_size / 1024))} KB`;
    const name = element('span', {}, [file.file_name]);
    const link = element('a', { href: fileUrl(file), download: file.file_name, class: 'file' }, [
      element('span', { class: 'file-icon' }, [icon('file')]),
      name,
      element('small', {}, [size]),
    ]);
    nodes.push(link);
  }
  if (voice) nodes.push(element('audio', { controls: true, src: fileUrl(voice), preload: 'metadata' }));
  return nodes;
}

/**
 * @param {Message} message
 * @param {MessageActions} actions
 */
function body({ text, entities, caption, caption_entities }, actions) {
  const shown = text ?? caption;
  if (shown === undefined) return [];
  return [
    element('div', { class: 'text', dir: 'auto' }, renderText(shown, entities ?? caption_entities ?? [], actions)),
  ];
}

/** @param {Message} message */
function footer({ date, edit_date }) {
  const at = new Date(date * 1000);
  const time = element('time', { datetime: at.toISOString() }, [shortTime(at)]);
  return element('footer', {}, [...(edit_date ? [`${word('edited')} `] : []), time]);
}

/**
 * @param {Message} message
 * @param {Button[][]} rows
 * @param {MessageActions} actions
 */
function keyboard(message, rows, actions) {
  const made = rows.map((buttons, row) => {
    const cells = buttons.map((each, column) =>
      inlineButton(each, { messageId: message.message_id, row, column }, actions),
    );
    return element('div', { class: 'row' }, cells);
  });
  return element('div', { class: 'inline' }, made);
}

/**
 * @param {Button} given
 * @param {{ messageId: number, row: number, column: number }} place
 * @param {MessageActions} actions
 */
function inlineButton(given, place, actions) {
  const { url, copy_text: copy } = given;
  const made = button(given.text, () => {
    if (url !== undefined) actions.link(url);
    else if (copy) actions.copy(copy.text);
    else if (given.callback_data !== undefined) actions.press(place, made);
    else actions.notHere();
  });
  if (url !== undefined) made.classList.add('leads-away');
  return made;
}
