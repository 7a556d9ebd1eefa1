import { avatar, button, byId, element } from './build.client.js';
import { post } from './net.client.js';
import { language, word } from './words.client.js';

/** @typedef {import('./net.client.js').Person} Person */

const choose = /** @type {HTMLDialogElement} */ (byId('choose'));
const alert = /** @type {HTMLDialogElement} */ (byId('alert'));
const form = /** @type {HTMLFormElement} */ (byId('person'));
const nameField = /** @type {HTMLInputElement} */ (byId('person-name'));
const languageField = /** @type {HTMLSelectElement} */ (byId('person-language'));

/** @type {(person: Person) => void} */
let onChosen = () => undefined;

/**
 * Asks which person is to do something; a new one may be added for it.
 *
 * @param {{ title: string, text?: string, people: Person[], here?: number, add: string }} question
 *   `here`: who the link was pressed by; they come last
 * @param {(person: Person) => void} onChoice
 */
export function choosePerson({ title, text = '', people, here, add }, onChoice) {
  onChosen = onChoice;
  byId('choose-title').textContent = title;
  byId('choose-text').textContent = text;
  byId('choose-text').hidden = text === '';
  byId('person-title').hidden = people.length === 0;
  byId('person-add').textContent = add;
  const others = [...people].sort((a, b) => Number(a.id === here) - Number(b.id === here));
  byId('choose-people').replaceChildren(
    ...others.map((person) => element('li', {}, [choice(person, person.id === here)])),
  );
  nameField.value = '';
  languageField.value = language();
  choose.showModal();
  if (people.length === 0) nameField.focus();
}

/**
 * @param {Person} person
 * @param {boolean} isHere
 */
function choice(person, isHere) {
  const made = button('', () => {
    choose.close();
    onChosen(person);
  });
  made.append(avatar(person), element('span', {}, [person.name]));
  if (isHere) made.append(element('small', {}, [word('thisPerson')]));
  return made;
}

/**
 * The window of a bot's answer, which the person closes.
 *
 * @param {string} who
 * @param {string} text
 */
export function showAlert(who, text) {
  byId('alert-who').textContent = who;
  byId('alert-text').textContent = text;
  alert.showModal();
}

/** @param {(error: unknown) => void} onError */
export function wireDialogs(onError) {
  for (const dialog of [choose, alert]) {
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close(); // outside of it
    });
  }
  choose.querySelector('[data-close]')?.addEventListener('click', () => choose.close());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const name = nameField.value.trim();
    if (name === '') return;
    choose.close();
    try {
      onChosen(await post('people', { name, language: languageField.value }));
    } catch (error) {
      onError(error);
    }
  });
}
