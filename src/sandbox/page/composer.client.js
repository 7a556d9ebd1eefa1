import { button, element, icon } from './build.client.js';
import { word } from './words.client.js';

/** @typedef {import('./net.client.js').Chat} Chat */
/** @typedef {'photo' | 'document' | 'voice'} FileKind */

const FILE_KINDS = /** @type {const} */ ([
  ['photo', 'image/*'],
  ['document', ''],
  ['voice', 'audio/*'],
]);

/**
 * What a person writes with: the menu of commands, files, a field for text, and the keyboard that the bot put up.
 *
 * @param {{ say: (text: string) => void, attach: (kind: FileKind, file: File) => void, unblock: () => void }} actions
 */
export function makeComposer(actions) {
  const field = element('textarea', { rows: 1, 'aria-label': word('message'), placeholder: word('message') });
  const keyboard = element('div', { class: 'reply-keyboard' });
  const commands = element('ul', { class: 'popup' });
  const menu = disclosure('/', word('commands'), commands);
  const files = disclosure(icon('clip'), word('attach'), fileChoices(actions.attach));
  const form = element('form', { class: 'composer' }, [
    menu,
    files,
    field,
    element('button', { class: 'main send', 'aria-label': word('send'), title: word('send') }, [icon('send')]),
  ]);
  const start = button(word('start'), () => actions.say('/start'), { class: 'main wide' });
  const blocked = button(word('unblock'), actions.unblock, { class: 'quiet wide' });
  const whole = element('div', { class: 'writing' }, [keyboard, start, blocked, form]);

  const send = () => {
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    fitHeight(field);
    actions.say(text);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  field.addEventListener('input', () => fitHeight(field));

  /** @param {Chat} chat */
  const update = (chat) => {
    const { person } = chat;
    start.hidden = person.started || person.blocked;
    blocked.hidden = !person.blocked;
    form.hidden = person.blocked;
    field.placeholder = chat.keyboard?.input_field_placeholder ?? word('message');
    keyboard.replaceChildren(...(person.blocked ? [] : keyboardRows(chat, actions.say)));
    commands.replaceChildren(
      ...commandItems(chat, (text) => {
        menu.open = false;
        actions.say(text);
      }),
    );
  };
  return { node: whole, field, update };
}

/** @param {HTMLTextAreaElement} field */
function fitHeight(field) {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + 2}px`;
}

/**
 * A button that opens a list above itself; Escape or a press elsewhere closes it.
 *
 * @param {Node | string} sign
 * @param {string} label
 * @param {HTMLElement} list
 */
function disclosure(sign, label, list) {
  const made = element('details', { class: 'menu' }, [
    element('summary', { 'aria-label': label, title: label }, [sign]),
    list,
  ]);
  const closeOutside = (/** @type {Event} */ event) => {
    if (!made.contains(/** @type {Node} */ (event.target))) made.open = false;
  };
  made.addEventListener('toggle', () => {
    if (made.open) document.addEventListener('click', closeOutside);
    else document.removeEventListener('click', closeOutside);
  });
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    made.open = false;
    made.querySelector('summary')?.focus();
  });
  return made;
}

/** @param {(kind: FileKind, file: File) => void} attach */
function fileChoices(attach) {
  const items = FILE_KINDS.map(([kind, accept]) => {
    const input = element('input', { type: 'file', accept: accept || undefined, class: 'hidden', 'data-kind': kind });
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file) attach(kind, file);
      input.value = '';
      const menu = input.closest('details');
      if (menu) menu.open = false;
    });
    return element('li', {}, [element('label', { class: 'file-choice' }, [input, word(kind)])]);
  });
  return element('ul', { class: 'popup' }, items);
}

/**
 * @param {Chat} chat
 * @param {(text: string) => void} say
 */
function keyboardRows(chat, say) {
  return (chat.keyboard?.keyboard ?? []).map((row) =>
    element(
      'div',
      { class: 'row' },
      row.map(({ text }) => button(text, () => say(text))),
    ),
  );
}

/**
 * @param {Chat} chat
 * @param {(text: string) => void} say
 */
function commandItems({ commands }, say) {
  if (commands.length === 0) return [element('li', { class: 'none' }, [word('noCommands')])];
  return commands.map(({ command, description }) => {
    const made = button('', () => say(`/${command}`));
    made.append(element('b', {}, [`/${command}`]), ` ${description}`);
    return element('li', {}, [made]);
  });
}
