import type { Tx } from '../db/transaction.ts';
import { DAY_MS, later } from '../domain/clock.ts';
import { purgeForms } from './forms/storage.ts';
import { purgeInbox } from './inbox.ts';

/** How long what people typed is kept where it has done its work, in days. */
const INBOX_DAYS = 3;
const FORMS_DAYS = 7;

/** The jobs that clear out handled updates and forgotten forms: both hold people's words. */
export const HOUSEKEEPING = [
  { name: 'inbox-purge', work: (tx: Tx) => purgeInbox(tx, later(tx.now, -INBOX_DAYS * DAY_MS)) },
  { name: 'forms-purge', work: (tx: Tx) => purgeForms(tx, later(tx.now, -FORMS_DAYS * DAY_MS)) },
] as const;
