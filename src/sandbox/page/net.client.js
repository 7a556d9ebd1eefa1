/**
 * @typedef {{ id: number, name: string, language: string, started: boolean, blocked: boolean, unread: number }} Person
 * @typedef {{ type: string, offset: number, length: number, url?: string, user?: { id: number, first_name: string } }} Entity
 * @typedef {{
 *   text: string, callback_data?: string, url?: string, copy_text?: { text: string }, web_app?: object,
 * }} Button
 * @typedef {{ file_id: string, file_size: number }} FileRef
 * @typedef {{
 *   message_id: number, revision: number, date: number, edit_date?: number, reaction?: string,
 *   from: { is_bot: boolean, first_name: string },
 *   text?: string, entities?: Entity[], caption?: string, caption_entities?: Entity[],
 *   photo?: (FileRef & { width: number, height: number })[], document?: FileRef & { file_name: string },
 *   voice?: FileRef, reply_markup?: { inline_keyboard: Button[][] }, reply_to_message?: Message,
 *   forward_origin?: { sender_user_name: string },
 * }} Message
 * @typedef {{
 *   person: Person, messages: Message[], commands: { command: string, description: string }[],
 *   keyboard: { keyboard?: { text: string }[][], force_reply?: boolean, input_field_placeholder?: string } | null,
 * }} Chat
 * @typedef {{ bot: { username: string, name: string }, people: Person[], now: string }} State
 * @typedef {{ text: string, alert: boolean, url?: string }} Answer
 */

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function request(path, init) {
  const response = await fetch(`/sandbox/${path}`, init);
  const value = await response.json();
  if (!response.ok) throw new Error(value.error ?? response.statusText);
  return value;
}

/** @param {string} path */
export const get = (path) => request(path, {});

/**
 * @param {string} path
 * @param {object} [body]
 */
export const post = (path, body = {}) => request(path, { method: 'POST', body: JSON.stringify(body) });

/**
 * @param {number} personId
 * @param {'photo' | 'document' | 'voice'} kind
 * @param {File} file
 * @param {string} caption
 */
export function upload(personId, kind, file, caption) {
  const query = new URLSearchParams({ kind, name: file.name, caption });
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  return request(`people/${personId}/upload?${query}`, { method: 'POST', body: file, headers });
}

/** @param {FileRef} file */
export const fileUrl = (file) => `/sandbox/files/${file.file_id}`;
