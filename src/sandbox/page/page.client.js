import { avatar, button, byId, element } from './build.client.js';
import { Column } from './column.client.js';
import { choosePerson, showAlert, wireDialogs } from './dialogs.client.js';
import { get, post } from './net.client.js';
import { readLink } from './text.client.js';
import { chooseLanguage, fillWords, language, longTime, word } from './words.client.js';

/** @typedef {import('./net.client.js').Person} Person */
/** @typedef {import('./net.client.js').State} State */

const OPEN_UNDER = 'exodus-sandbox-open';
const FIRST_COLUMNS = 3;
const narrow = matchMedia('(max-width: 640px)');

/** @type {Person[]} */
let people = [];
let botName = '';
let aheadMs = 0;
/** @type {Map<number, Column>} Chats on the screen; on a phone only the last one shows. */
const columns = new Map();
/** @type {number[] | undefined} Ids of the chats on the screen, in order; undefined = not chosen yet. */
let open = savedOpen();

function savedOpen() {
  try {
    const saved = JSON.parse(localStorage.getItem(OPEN_UNDER) ?? '');
    return Array.isArray(saved) ? saved.filter(Number.isInteger) : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number[]} ids */
function setOpen(ids) {
  open = ids;
  localStorage.setItem(OPEN_UNDER, JSON.stringify(ids));
  arrange();
}

/** @param {Person} person */
function show(person) {
  const others = (open ?? []).filter((id) => id !== person.id);
  if (!people.some(({ id }) => id === person.id)) people.push(person);
  if (narrow.matches || !open?.includes(person.id)) setOpen([...others, person.id]);
  const column = columns.get(person.id);
  column?.node.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  byId('people')
    .querySelector('[aria-pressed="true"]:last-child')
    ?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  if (!narrow.matches) column?.composer.field.focus({ preventScroll: true });
}

/** @param {Person} person */
function hide(person) {
  setOpen((open ?? []).filter((id) => id !== person.id));
}

/** Puts the chats that are open on the screen, and the people into the bar. */
function arrange() {
  const known = (open ?? people.slice(0, FIRST_COLUMNS).map(({ id }) => id)).filter((id) =>
    people.some((one) => one.id === id),
  );
  const isClosedOnPurpose = !narrow.matches && open?.length === 0;
  if (known.length === 0 && people[0] && !isClosedOnPurpose) known.push(people[0].id);
  if (people.length > 0) open = known;
  const wanted = narrow.matches ? known.slice(-1) : known;
  for (const [id, column] of columns) {
    if (wanted.includes(id)) continue;
    column.node.remove();
    columns.delete(id);
  }
  for (const id of wanted) {
    if (columns.has(id)) continue;
    const person = /** @type {Person} */ (people.find((one) => one.id === id));
    const column = new Column(person, { link: openLink, hide, alert: (who, text) => showAlert(who.name, text) });
    columns.set(id, column);
    byId('columns').append(column.node);
    refreshSoon(id);
  }
  byId('empty').hidden = people.length > 0;
  showPeople();
}

function showPeople() {
  const items = people.map((person) => {
    const isOpen = columns.has(person.id);
    const made = button('', () => show(person), {
      class: 'chip',
      'aria-pressed': isOpen ? 'true' : 'false',
      title: person.name,
    });
    made.append(avatar(person), element('span', { class: 'name' }, [person.name]));
    if (person.unread > 0 && !isOpen) {
      const label = `${person.unread} ${word('unread')}`;
      made.append(element('span', { class: 'badge', 'aria-label': label }, [String(person.unread)]));
    }
    return element('li', {}, [made]);
  });
  const focused = [...byId('people').querySelectorAll('button')].indexOf(/** @type {never} */ (document.activeElement));
  const scrolledTo = byId('people').scrollLeft;
  byId('people').replaceChildren(...items);
  byId('people').scrollLeft = scrolledTo;
  if (focused >= 0) items[focused]?.querySelector('button')?.focus();
}

/** @type {Set<number>} */
const due = new Set();
let isRefreshing = false;

/**
 * Reads a chat again; many requests while one is under way make one reading.
 *
 * @param {number} [personId]
 */
async function refreshSoon(personId) {
  if (personId !== undefined) due.add(personId);
  if (isRefreshing) return;
  isRefreshing = true;
  await new Promise(requestAnimationFrame);
  try {
    while (due.size > 0) {
      const ids = [...due];
      due.clear();
      await Promise.all(ids.map((id) => columns.get(id)?.refresh()));
      people = await get('people');
      showPeople();
    }
  } catch {
    // the connection's own return reads everything again
  } finally {
    isRefreshing = false;
  }
}

async function refreshAll() {
  const state = /** @type {State} */ (await get('state'));
  people = state.people;
  botName = state.bot.username;
  setNow(state.now);
  arrange();
  for (const id of columns.keys()) refreshSoon(id);
}

/** Follows the sandbox live; after a break in the connection everything is read again. */
function listen() {
  const events = new EventSource('/sandbox/events');
  events.addEventListener('open', () => {
    byId('offline').hidden = true;
    refreshAll().catch(() => undefined);
  });
  events.addEventListener('error', () => {
    byId('offline').hidden = false;
  });
  events.addEventListener('message', ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === 'chat') refreshSoon(event.personId);
    if (event.type === 'typing') columns.get(event.personId)?.typing();
    if (event.type === 'answer') columns.get(event.personId)?.answered(event.queryId, event.answer);
    if (event.type === 'clock') setNow(event.now);
    if (event.type === 'people') get('people').then(setPeople, () => undefined);
    if (event.type === 'bot') for (const id of columns.keys()) refreshSoon(id);
  });
}

/** @param {Person[]} now */
function setPeople(now) {
  people = now;
  arrange();
}

/** @param {string} now */
function setNow(now) {
  aheadMs = new Date(now).getTime() - Date.now();
  showNow();
}

function showNow() {
  const now = new Date(Date.now() + aheadMs);
  const made = byId('now');
  made.textContent = longTime(now);
  made.setAttribute('datetime', now.toISOString());
}

/**
 * @param {string} address
 * @param {Person} from
 */
function openLink(address, from) {
  const target = readLink(address, botName);
  const column = columns.get(from.id);
  if (target.kind === 'outside') window.open(target.link, '_blank', 'noopener,noreferrer');
  else if (target.kind === 'person') {
    const name = people.find(({ id }) => id === target.id)?.name ?? target.id;
    column?.showToast(`${word('privateChat')} ${name}`);
  } else if (target.kind === 'unknown') column?.showToast(word('notHere'));
  else {
    const isShare = target.kind === 'share';
    const question = {
      title: word(isShare ? 'whoGets' : 'whoOpens'),
      text: isShare ? `${target.text}\n${target.link}`.trim() : target.link,
      add: word('addAndOpen'),
    };
    choosePerson({ ...question, people, here: from.id }, (person) => {
      show(person);
      post(`people/${person.id}/open`, { link: target.link }).catch((error) => columns.get(person.id)?.fail(error));
    });
  }
}

function wire() {
  byId('add').addEventListener('click', () =>
    choosePerson({ title: word('newPerson'), people: [], add: word('add') }, show),
  );
  const choice = /** @type {HTMLSelectElement} */ (byId('language'));
  choice.value = language();
  choice.addEventListener('change', () => {
    chooseLanguage(choice.value);
    fillWords();
    showNow();
    for (const column of columns.values()) column.node.remove();
    columns.clear();
    arrange();
  });
  for (const each of document.querySelectorAll('[data-clock]')) {
    each.addEventListener('click', () => moveClock(/** @type {HTMLButtonElement} */ (each)));
  }
  narrow.addEventListener('change', arrange);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') for (const id of columns.keys()) refreshSoon(id);
  });
  wireDialogs((error) => showAlert(word('failed'), error instanceof Error ? error.message : String(error)));
}

/** @param {HTMLButtonElement} pressed */
async function moveClock(pressed) {
  const how = pressed.dataset.clock;
  pressed.setAttribute('aria-busy', 'true');
  try {
    const { now } = await (how === 'reset' ? post('clock/reset') : post('clock/shift', { by: how }));
    setNow(now);
  } catch (error) {
    showAlert(word('failed'), error instanceof Error ? error.message : String(error));
  } finally {
    pressed.removeAttribute('aria-busy');
  }
}

fillWords();
wire();
listen();
setInterval(showNow, 1000);
