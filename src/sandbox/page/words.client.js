/** The page's own words. The bot's words come from the bot. */
const WORDS = {
  ru: {
    title: 'Песочница Exodus',
    clock: 'Часы бота',
    nextDay: '+1 день',
    nextMonth: '+1 месяц',
    realTime: 'Настоящее время',
    pageLanguage: 'Язык страницы',
    people: 'Люди',
    addPerson: 'Добавить человека',
    offline: 'Нет связи с песочницей. Она остановлена? Жду её…',
    empty: 'Здесь будут чаты. Добавьте первого человека: он напишет боту так же, как в Телеграме.',
    orSomebodyNew: 'Или кто-то новый',
    name: 'Имя',
    language: 'Язык',
    cancel: 'Отмена',
    close: 'Понятно',
    newPerson: 'Новый человек',
    add: 'Добавить',
    addAndOpen: 'Добавить и открыть',
    whoOpens: 'Кто откроет ссылку?',
    whoGets: 'Кому передать ссылку?',
    thisPerson: 'отсюда',
    start: 'Начать',
    noMessages: 'Пока тихо. Нажмите «Начать» или напишите боту.',
    blocked: 'Бот заблокирован',
    block: 'Заблокировать бота',
    unblock: 'Разблокировать бота',
    hide: 'Скрыть чат',
    commands: 'Команды',
    noCommands: 'Бот не назвал своих команд',
    attach: 'Прикрепить',
    photo: 'Фотография',
    document: 'Документ',
    voice: 'Голосовое (файл)',
    message: 'Сообщение',
    send: 'Отправить',
    typing: 'печатает…',
    edited: 'изменено',
    unread: 'непрочитанных',
    toEnd: 'К последнему сообщению',
    chatWith: 'Чат',
    forwarded: 'Переслано от',
    picture: 'Картинка',
    copied: 'Скопировано',
    notHere: 'Это работает только в настоящем Телеграме',
    privateChat: 'В Телеграме здесь открылась бы личная переписка:',
    failed: 'Не получилось',
  },
  en: {
    title: 'Exodus sandbox',
    clock: 'Bot’s clock',
    nextDay: '+1 day',
    nextMonth: '+1 month',
    realTime: 'Real time',
    pageLanguage: 'Language of this page',
    people: 'People',
    addPerson: 'Add a person',
    offline: 'No connection to the sandbox. Was it stopped? Waiting…',
    empty: 'Chats will be here. Add the first person: they write to the bot just as in Telegram.',
    orSomebodyNew: 'Or somebody new',
    name: 'Name',
    language: 'Language',
    cancel: 'Cancel',
    close: 'OK',
    newPerson: 'A new person',
    add: 'Add',
    addAndOpen: 'Add and open',
    whoOpens: 'Who opens the link?',
    whoGets: 'Who gets the link?',
    thisPerson: 'from here',
    start: 'Start',
    noMessages: 'Quiet so far. Press “Start” or write to the bot.',
    blocked: 'The bot is blocked',
    block: 'Block the bot',
    unblock: 'Unblock the bot',
    hide: 'Hide the chat',
    commands: 'Commands',
    noCommands: 'The bot has named no commands',
    attach: 'Attach',
    photo: 'Photo',
    document: 'Document',
    voice: 'Voice (a file)',
    message: 'Message',
    send: 'Send',
    typing: 'is typing…',
    edited: 'edited',
    unread: 'unread',
    toEnd: 'To the last message',
    chatWith: 'Chat',
    forwarded: 'Forwarded from',
    picture: 'Picture',
    copied: 'Copied',
    notHere: 'This works in the real Telegram only',
    privateChat: 'In Telegram, a private chat would open here:',
    failed: 'That did not work',
  },
  uk: {
    title: 'Пісочниця Exodus',
    clock: 'Годинник бота',
    nextDay: '+1 день',
    nextMonth: '+1 місяць',
    realTime: 'Справжній час',
    pageLanguage: 'Мова сторінки',
    people: 'Люди',
    addPerson: 'Додати людину',
    offline: 'Немає зв’язку з пісочницею. Її зупинено? Чекаю…',
    empty: 'Тут будуть чати. Додайте першу людину: вона напише боту так само, як у Телеграмі.',
    orSomebodyNew: 'Або хтось новий',
    name: 'Ім’я',
    language: 'Мова',
    cancel: 'Скасувати',
    close: 'Зрозуміло',
    newPerson: 'Нова людина',
    add: 'Додати',
    addAndOpen: 'Додати й відкрити',
    whoOpens: 'Хто відкриє посилання?',
    whoGets: 'Кому передати посилання?',
    thisPerson: 'звідси',
    start: 'Почати',
    noMessages: 'Поки що тихо. Натисніть «Почати» або напишіть боту.',
    blocked: 'Бота заблоковано',
    block: 'Заблокувати бота',
    unblock: 'Розблокувати бота',
    hide: 'Сховати чат',
    commands: 'Команди',
    noCommands: 'Бот не назвав своїх команд',
    attach: 'Прикріпити',
    photo: 'Фотографія',
    document: 'Документ',
    voice: 'Голосове (файл)',
    message: 'Повідомлення',
    send: 'Надіслати',
    typing: 'друкує…',
    edited: 'змінено',
    unread: 'непрочитаних',
    toEnd: 'До останнього повідомлення',
    chatWith: 'Чат',
    forwarded: 'Переслано від',
    picture: 'Зображення',
    copied: 'Скопійовано',
    notHere: 'Це працює лише у справжньому Телеграмі',
    privateChat: 'У Телеграмі тут відкрилося б приватне листування:',
    failed: 'Не вийшло',
  },
};

/** @typedef {keyof typeof WORDS} Language */
/** @typedef {keyof typeof WORDS.ru} WordKey */

const STORED_UNDER = 'exodus-sandbox-language';

/** @returns {Language} */
function firstLanguage() {
  const wished = [localStorage.getItem(STORED_UNDER), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return /** @type {Language} */ (wished.find((code) => code !== null && Object.hasOwn(WORDS, code)) ?? 'en');
}

/** @type {Language} */
let current = firstLanguage();

export const language = () => current;

/** @param {string} code */
export function chooseLanguage(code) {
  if (!Object.hasOwn(WORDS, code)) return;
  current = /** @type {Language} */ (code);
  localStorage.setItem(STORED_UNDER, code);
}

/** @param {WordKey} key */
export const word = (key) => WORDS[current][key];

/** Puts the words into the elements that are marked with `data-word` and `data-word-label`. */
export function fillWords() {
  document.documentElement.lang = current;
  document.title = word('title');
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = word(/** @type {WordKey} */ (element.getAttribute('data-word')));
  }
  for (const element of document.querySelectorAll('[data-word-label]')) {
    element.setAttribute('aria-label', word(/** @type {WordKey} */ (element.getAttribute('data-word-label'))));
  }
}

/** @param {Date} date */
export const longTime = (date) =>
  date.toLocaleString(current, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** @param {Date} date */
export const dayName = (date) => date.toLocaleDateString(current, { day: 'numeric', month: 'long', year: 'numeric' });

/** @param {Date} date */
export const shortTime = (date) => date.toLocaleTimeString(current, { hour: '2-digit', minute: '2-digit' });

/** @param {string} code A language's own name for itself */
export const languageName = (code) => new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
