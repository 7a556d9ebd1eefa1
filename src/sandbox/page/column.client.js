import { avatar, button, element, icon } from './build.client.js';
import { makeComposer } from './composer.client.js';
import { renderMessage } from './message.client.js';
import { get, post, upload } from './net.client.js';
import { dayName, languageName, word } from './words.client.js';

/** @typedef {import('./net.client.js').Person} Person */
/** @typedef {import('./net.client.js').Chat} Chat */
/** @typedef {import('./net.client.js').Answer} Answer */
/**
 * What a column asks of the page.
 * @typedef {{
 *   link: (address: string, person: Person) => void, hide: (person: Person) => void, alert: (person: Person, text: string) => void,
 * }} PageActions
 */

const NEAR_END_PX = 120;
const TYPING_MS = 5000;
const TOAST_MS = 4000;
/** After this long without an answer a button may be pressed again. */
const PRESS_MS_MAX = 15_000;
const EARLY_MAX = 100;

/** One person's chat with the bot. */
export class Column {
  /**
   * @param {Person} person
   * @param {PageActions} page
   */
  constructor(person, page) {
    this.person = person;
    this.page = page;
    /** @type {Map<string, HTMLButtonElement>} Buttons that wait for the bot's answer, by the press's id. */
    this.pressed = new Map();
    /** @type {Map<string, Answer>} Answers that came before the page knew its press's id. */
    this.early = new Map();
    this.subtitle = element('small', {});
    this.blocking = button(
      '',
      () => this.try(post(`people/${person.id}/${this.person.blocked ? 'unblock' : 'block'}`)),
      {
        class: 'plain',
      },
    );
    this.log = element('div', {
      class: 'log',
      role: 'log',
      tabindex: 0,
      'aria-label': `${word('chatWith')}: ${person.name}`,
    });
    this.toEnd = button(icon('down'), () => this.scrollToEnd(), {
      class: 'to-end',
      'aria-label': word('toEnd'),
      hidden: true,
    });
    this.toast = element('p', { class: 'toast', role: 'status' });
    this.composer = makeComposer({
      say: (text) => this.say(text),
      attach: (kind, file) => this.try(upload(person.id, kind, file, '')),
      unblock: () => this.try(post(`people/${person.id}/unblock`)),
    });
    this.node = this.build();
    this.followEnd();
  }

  build() {
    const titles = element('div', { class: 'titles' }, [element('h2', {}, [this.person.name]), this.subtitle]);
    const hide = button(icon('close'), () => this.page.hide(this.person), {
      class: 'plain hide',
      'aria-label': word('hide'),
    });
    const head = element('header', {}, [avatar(this.person), titles, this.blocking, hide]);
    const chat = element('div', { class: 'chat' }, [this.log, this.toEnd, this.toast]);
    const made = element('section', { class: 'column', 'aria-label': this.person.name, lang: this.person.language }, [
      head,
      chat,
      this.composer.node,
    ]);
    made.dataset.person = String(this.person.id);
    return made;
  }

  /** Who reads the end of the chat goes on reading it when pictures arrive or the window changes. */
  followEnd() {
    this.sticks = true;
    let lastTop = 0;
    const follow = () => {
      if (this.sticks) this.scrollToEnd();
    };
    this.log.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.log;
      if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) this.sticks = true;
      else if (scrollTop < lastTop) this.sticks = false; // growth of the list leaves scrollTop as it is
      lastTop = scrollTop;
      if (this.sticks) this.toEnd.hidden = true;
    });
    this.log.addEventListener('load', follow, true);
    new ResizeObserver(follow).observe(this.log);
  }

  async refresh() {
    const chat = /** @type {Chat} */ (await get(`people/${this.person.id}/chat`));
    this.person = chat.person;
    this.showState();
    const hasNews = this.showMessages(chat);
    this.composer.update(chat);
    if (this.sticks) this.scrollToEnd();
    else if (hasNews) this.toEnd.hidden = false;
    if (chat.person.unread > 0 && this.node.isConnected && document.visibilityState === 'visible') {
      await post(`people/${this.person.id}/read`);
    }
  }

  showState() {
    const { language, blocked } = this.person;
    this.subtitle.textContent = blocked ? word('blocked') : languageName(language);
    const label = word(blocked ? 'unblock' : 'block');
    this.blocking.replaceChildren(icon(blocked ? 'unblock' : 'block'));
    this.blocking.setAttribute('aria-label', label);
    this.blocking.title = label;
    this.blocking.hidden = !this.person.started;
  }

  /**
   * Brings the list up to date: new messages are added, changed ones replaced in place, deleted ones removed.
   *
   * @param {Chat} chat
   * @returns {boolean} Whether there are new ones
   */
  showMessages({ messages }) {
    /** @type {Map<string | undefined, HTMLElement>} */
    const shown = new Map([...this.log.querySelectorAll('article')].map((node) => [node.dataset.id, node]));
    const nodes = [];
    let day = '';
    let hasNews = false;
    for (const message of messages) {
      const itsDay = dayName(new Date(message.date * 1000));
      if (itsDay !== day) nodes.push(element('p', { class: 'day' }, [itsDay]));
      day = itsDay;
      const old = shown.get(String(message.message_id));
      const isSame = old?.dataset.revision === String(message.revision);
      nodes.push(isSame ? old : this.renderMessage(message, old));
      if (!old) hasNews = true;
    }
    if (nodes.length === 0) nodes.push(element('p', { class: 'empty' }, [word('noMessages')]));
    const hadFocus = document.activeElement;
    this.log.replaceChildren(...nodes);
    this.restoreFocus(hadFocus);
    return hasNews;
  }

  /**
   * @param {import('./net.client.js').Message} message
   * @param {HTMLElement | undefined} old
   */
  renderMessage(message, old) {
    const made = renderMessage(message, {
      command: (text) => this.say(text),
      link: (address) => this.page.link(address, this.person),
      press: (place, pressed) => this.press(place, pressed),
      copy: (text) => navigator.clipboard.writeText(text).then(() => this.showToast(word('copied'))),
      notHere: () => this.showToast(word('notHere')),
    });
    made.classList.add(old ? 'changed' : 'new');
    return made;
  }

  /**
   * A list that is put together anew loses the focus; it goes back to the same element, or to its message.
   *
   * @param {Element | null} before
   */
  restoreFocus(before) {
    if (!(before instanceof HTMLElement) || document.activeElement === before) return;
    if (this.log.contains(before)) {
      before.focus({ preventScroll: true });
      return;
    }
    const id = before.closest('article')?.dataset.id;
    const message = id && this.log.querySelector(`article[data-id="${id}"]`);
    if (message instanceof HTMLElement) message.focus({ preventScroll: true });
  }

  /** @param {string} text */
  say(text) {
    this.scrollToEnd();
    this.try(post(`people/${this.person.id}/say`, { text }));
  }

  /**
   * @param {{ messageId: number, row: number, column: number }} place
   * @param {HTMLButtonElement} pressed
   */
  async press(place, pressed) {
    if (pressed.getAttribute('aria-busy') === 'true') return;
    pressed.setAttribute('aria-busy', 'true');
    try {
      const { queryId } = await post(`people/${this.person.id}/tap`, place);
      const early = this.early.get(queryId);
      this.pressed.set(queryId, pressed);
      if (early) this.answered(queryId, early);
      else setTimeout(() => this.release(queryId), PRESS_MS_MAX);
    } catch (error) {
      pressed.removeAttribute('aria-busy');
      this.fail(error);
    }
  }

  /**
   * @param {string} queryId
   * @param {Answer} answer
   */
  answered(queryId, answer) {
    if (!this.pressed.has(queryId)) {
      if (this.early.size >= EARLY_MAX) this.early.clear(); // presses of another window of this page
      this.early.set(queryId, answer);
      return;
    }
    this.early.delete(queryId);
    this.release(queryId);
    if (answer.url) this.page.link(answer.url, this.person);
    if (answer.text === '') return;
    if (answer.alert) this.page.alert(this.person, answer.text);
    else this.showToast(answer.text);
  }

  /** @param {string} queryId */
  release(queryId) {
    this.pressed.get(queryId)?.removeAttribute('aria-busy');
    this.pressed.delete(queryId);
  }

  typing() {
    this.subtitle.textContent = word('typing');
    setTimeout(() => this.showState(), TYPING_MS);
  }

  /** @param {string} text */
  showToast(text) {
    this.toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.toast.replaceChildren(), TOAST_MS);
  }

  /** @param {Promise<unknown>} action */
  try(action) {
    action.catch((error) => this.fail(error));
  }

  /** @param {unknown} error */
  fail(error) {
    this.showToast(`${word('failed')}: ${error instanceof Error ? error.message : error}`);
  }

  scrollToEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.toEnd.hidden = true;
  }
}
