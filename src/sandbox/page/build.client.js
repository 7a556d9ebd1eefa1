/**
 * Makes an element. Text always goes in as text, so nothing that a person typed can become markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes] `false` and undefined leave one out
 * @param {(Node | string)[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * @param {Node | string} label
 * @param {(event: Event) => void} onPress
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 */
export function button(label, onPress, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, [label]);
  made.addEventListener('click', onPress);
  return made;
}

/** @template {HTMLElement} T @param {string} id @returns {T} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return /** @type {T} */ (found);
}

/** @param {{ id: number, name: string }} person */
export function avatar({ id, name }) {
  const initial = [...name][0] ?? '?';
  return element('span', { class: `avatar tone-${id % 6}`, 'aria-hidden': 'true' }, [initial.toUpperCase()]);
}

/** Signs of the page's own buttons, drawn here because not every machine has a font with them. */
const ICONS = {
  clip: 'M8 12.5l6.5-6.5a3.2 3.2 0 014.6 4.6l-8.3 8.3a5 5 0 01-7.1-7.1l7.8-7.8',
  send: 'M4 12l16-8-5 16-3.5-6.5z',
  block: 'M12 3a9 9 0 100 18 9 9 0 000-18zM5.6 5.6l12.8 12.8',
  unblock: 'M7 4l13 8-13 8z',
  close: 'M5 5l14 14M19 5L5 19',
  down: 'M12 4v15M5 12l7 7 7-7',
  file: 'M12 4v11M7 11l5 5 5-5M5 20h14',
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const namespace = 'http://www.w3.org/2000/svg';
  const made = document.createElementNS(namespace, 'svg');
  const path = document.createElementNS(namespace, 'path');
  made.setAttribute('viewBox', '0 0 24 24');
  made.setAttribute('aria-hidden', 'true');
  made.classList.add('icon');
  path.setAttribute('d', ICONS[name]);
  made.append(path);
  return made;
}
