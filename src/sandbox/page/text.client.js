import { element } from './build.client.js';

/** @typedef {import('./net.client.js').Entity} Entity */
/**
 * What happens when something in a text is pressed.
 * @typedef {{ command: (text: string) => void, link: (address: string) => void }} TextActions
 */

/** @type {Record<string, keyof HTMLElementTagNameMap>} */
const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

/**
 * Renders text with Telegram's entities.
 *
 * @param {string} text
 * @param {Entity[]} entities
 * @param {TextActions} actions
 * @returns {Node[]}
 */
export function renderText(text, entities, actions) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return stretch(text, sorted, 0, text.length, actions);
}

/**
 * @param {string} text
 * @param {Entity[]} entities Those that begin in the stretch, the outer before the inner
 * @param {number} from
 * @param {number} to
 * @param {TextActions} actions
 * @returns {Node[]}
 */
function stretch(text, entities, from, to, actions) {
  const nodes = [];
  const left = [...entities];
  let at = from;
  for (let entity = left.shift(); entity; entity = left.shift()) {
    const end = Math.min(to, entity.offset + entity.length);
    if (entity.offset < at || end <= entity.offset) continue;
    const inner = [];
    while (left[0] && left[0].offset < end) inner.push(/** @type {Entity} */ (left.shift()));
    nodes.push(document.createTextNode(text.slice(at, entity.offset)));
    nodes.push(
      wrap(entity, text.slice(entity.offset, end), stretch(text, inner, entity.offset, end, actions), actions),
    );
    at = end;
  }
  nodes.push(document.createTextNode(text.slice(at, to)));
  return nodes;
}

/**
 * @param {Entity} entity
 * @param {string} text
 * @param {Node[]} children
 * @param {TextActions} actions
 */
function wrap(entity, text, children, actions) {
  if (entity.type === 'bot_command') return pressable(children, '#', () => actions.command(text));
  const address = addressOf(entity, text);
  if (address !== undefined) return pressable(children, address, () => actions.link(address));
  if (entity.type === 'spoiler') {
    const made = element('button', { type: 'button', class: 'spoiler' }, children);
    made.addEventListener('click', () => made.classList.add('shown'));
    return made;
  }
  return element(TAGS[entity.type] ?? 'span', {}, children);
}

/**
 * @param {Entity} entity
 * @param {string} text
 */
function addressOf(entity, text) {
  if (entity.type === 'text_link') return entity.url;
  if (entity.type === 'text_mention') return `tg://user?id=${entity.user?.id}`;
  if (entity.type === 'mention') return `https://t.me/${text.slice(1)}`;
  if (entity.type === 'url') return /^https?:/i.test(text) ? text : `https://${text}`;
  return undefined;
}

/**
 * A link whose press the page itself handles; its address shows where it leads.
 *
 * @param {Node[]} children
 * @param {string} address
 * @param {() => void} onPress
 */
function pressable(children, address, onPress) {
  const made = element('a', { href: /^https?:\/\//i.test(address) ? address : '#' }, children);
  made.addEventListener('click', (event) => {
    event.preventDefault();
    onPress();
  });
  return made;
}

/**
 * What a link asks for: the bot with a token, a link to be passed on, a person, or a place outside.
 *
 * @param {string} address
 * @param {string} botName
 * @returns {{ kind: 'start', link: string } | { kind: 'share', link: string, text: string }
 *   | { kind: 'person', id: number } | { kind: 'outside', link: string } | { kind: 'unknown' }}
 */
export function readLink(address, botName) {
  const person = /^tg:\/\/user\?id=(\d+)$/.exec(address)?.[1];
  if (person) return { kind: 'person', id: Number(person) };
  if (!URL.canParse(address)) return { kind: 'unknown' };
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return { kind: 'unknown' };
  if (!/^(t|telegram)\.me$/.test(url.hostname)) return { kind: 'outside', link: url.href };
  const path = url.pathname.replace(/^\/|\/$/g, '');
  if (path === 'share/url' || path === 'share') {
    return { kind: 'share', link: url.searchParams.get('url') ?? '', text: url.searchParams.get('text') ?? '' };
  }
  return path.toLowerCase() === botName.toLowerCase()
    ? { kind: 'start', link: url.href }
    : { kind: 'outside', link: url.href };
}
