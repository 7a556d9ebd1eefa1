import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { PaymentDetail } from '../../generated/prisma/client.ts';
import { DAY_MS, later } from '../clock.ts';
import { refuse } from '../errors.ts';
import { keyOf, lockMember } from '../members/members.ts';
import { nicknamesOf } from '../network/people.ts';
import { LIMITS } from '../rules.ts';
import { clean, cleanLine, isBlank } from '../text.ts';
import { markChanged, mayStillBeReadOf } from './details.ts';

/** A member's own payment details 💳 (1-domain, Requests): any number, one default; sealed at rest. */
export interface OwnDetail {
  readonly id: string;
  /** Empty when it was typed into a request without a name. */
  readonly name: string;
  readonly value: string;
  readonly isDefault: boolean;
  /** An open request of the member hands over by it. */
  readonly isInUse: boolean;
  /** How often givers opened it. */
  readonly openings: number;
  readonly changedAt: Date;
}

/** The owner's payment details, the default first, then the oldest. */
export async function ownDetails(tx: Tx, ownerId: string): Promise<OwnDetail[]> {
  if (tx.helper) return []; // for nobody but their owner
  const rows = await tx.db.paymentDetail.findMany({
    where: { ownerId },
    include: { _count: { select: { openings: true } }, requests: { where: { state: { not: 'CLOSED' } }, take: 1 } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows
    .map((row) => ({
      id: row.id,
      name: tx.vault.open(row.name),
      value: tx.vault.open(row.value),
      isDefault: row.defaultSlot !== null,
      isInUse: row.requests.length > 0,
      openings: row._count.openings,
      changedAt: row.changedAt,
    }))
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

/** One of the owner's; null for everyone else and for an unknown id. */
export const ownDetail = async (tx: Tx, ownerId: string, detailId: string): Promise<OwnDetail | null> =>
  (await ownDetails(tx, ownerId)).find(({ id }) => id === detailId) ?? null;

/** The owner's row is locked from here on. @throws DomainError `locked` after a hijack, `too-many-today` */
async function mayChange(tx: Tx, ownerId: string): Promise<string> {
  await lockMember(tx, ownerId);
  const { personKey, lockedAt } = await tx.db.member.findUniqueOrThrow({ where: { id: ownerId } });
  if (lockedAt) refuse('locked');
  const today = await tx.db.event.count({
    where: {
      subject: 'MEMBER',
      subjectId: personKey,
      event: { in: Object.values(EVENTS) },
      at: { gt: later(tx.now, -DAY_MS) },
    },
  });
  if (today >= LIMITS.detailChangesADay) refuse('too-many-today');
  return personKey;
}

const EVENTS = { add: 'details-added', change: 'details-changed', remove: 'details-removed' } as const;

const log = (tx: Tx, personKey: string, event: string): Promise<void> =>
  appendEvent(tx, {
    subject: 'MEMBER',
    subjectId: personKey,
    event,
    from: null,
    to: null,
    role: 'OWNER',
    actorKey: personKey,
  });

/** @throws DomainError `not-found` */
async function ownRow(tx: Tx, ownerId: string, detailId: string): Promise<PaymentDetail> {
  return (await tx.db.paymentDetail.findFirst({ where: { id: detailId, ownerId } })) ?? refuse('not-found');
}

const isUsed = async (tx: Tx, detailId: string): Promise<boolean> =>
  (await tx.db.request.count({ where: { paymentDetailId: detailId, ...mayStillBeReadOf(tx) } })) > 0;

/**
 * Adds a payment detail; the first one is the default.
 * @returns its id
 * @throws DomainError `text-empty`, `too-many`, `too-many-today`, `locked`
 */
export async function addDetail(tx: Tx, ownerId: string, name: string, value: string): Promise<string> {
  const [called, kept] = [cleanLine(name, LIMITS.detailNameLength).text, clean(value, LIMITS.detailValueLength).text];
  if (isBlank(kept) || isBlank(called)) refuse('text-empty');
  const personKey = await mayChange(tx, ownerId);
  const count = await tx.db.paymentDetail.count({ where: { ownerId } });
  if (count >= LIMITS.paymentDetails) refuse('too-many');
  const hasDefault = (await tx.db.paymentDetail.count({ where: { defaultSlot: ownerId } })) > 0;
  const id = tx.ids.id();
  await tx.db.paymentDetail.create({
    data: {
      id,
      ownerId,
      defaultSlot: hasDefault ? null : ownerId,
      name: tx.vault.seal(called),
      value: tx.vault.seal(kept),
      createdAt: tx.now,
      changedAt: tx.now,
    },
  });
  await log(tx, personKey, EVENTS.add);
  return id;
}

/**
 * Changes the value. Requests that hand over by it carry the mark of a change for 72 hours.
 * @throws DomainError `not-found`, `text-empty`, `too-many-today`, `locked`
 */
export async function changeDetail(tx: Tx, ownerId: string, detailId: string, value: string): Promise<void> {
  const kept = clean(value, LIMITS.detailValueLength).text;
  if (isBlank(kept)) refuse('text-empty');
  const personKey = await mayChange(tx, ownerId);
  const row = await ownRow(tx, ownerId, detailId);
  if (tx.vault.open(row.value) === kept) return;
  await tx.db.paymentDetail.update({
    where: { id: detailId },
    data: { value: tx.vault.seal(kept), changedAt: tx.now },
  });
  if (await isUsed(tx, detailId)) await markChanged(tx, ownerId);
  await log(tx, personKey, EVENTS.change);
}

/**
 * Removes it; requests that hand over by it say "write to me" from then on, with the mark of a change. The log of its openings
 * goes with it.
 *
 * @throws DomainError `not-found`, `too-many-today`, `locked`
 */
export async function removeDetail(tx: Tx, ownerId: string, detailId: string): Promise<void> {
  const personKey = await mayChange(tx, ownerId);
  const row = await ownRow(tx, ownerId, detailId);
  const wasUsed = await isUsed(tx, detailId);
  await tx.db.paymentDetail.delete({ where: { id: detailId } });
  if (wasUsed) await markChanged(tx, ownerId);
  if (row.defaultSlot !== null) {
    const next = await tx.db.paymentDetail.findFirst({
      where: { ownerId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    if (next) await tx.db.paymentDetail.update({ where: { id: next.id }, data: { defaultSlot: ownerId } });
  }
  await log(tx, personKey, EVENTS.remove);
}

/** From now on it is offered first. @throws DomainError `not-found` */
export async function makeDefault(tx: Tx, ownerId: string, detailId: string): Promise<void> {
  await lockMember(tx, ownerId);
  await ownRow(tx, ownerId, detailId);
  await tx.db.paymentDetail.updateMany({ where: { defaultSlot: ownerId }, data: { defaultSlot: null } });
  await tx.db.paymentDetail.update({ where: { id: detailId }, data: { defaultSlot: ownerId } });
  await log(tx, await keyOf(tx, ownerId), 'details-default');
}

/** Who opened a payment detail, and when. */
export interface DetailOpening {
  /** As the owner calls them; null for somebody who left. */
  readonly name: string | null;
  /** Of the payment detail. */
  readonly detailName: string;
  readonly promiseId: string;
  readonly at: Date;
}

const OPENINGS_MAX = 200;

/** The log of openings for the owner, the newest first. */
export async function detailOpenings(tx: Tx, ownerId: string): Promise<DetailOpening[]> {
  const rows = await tx.db.paymentDetailOpening.findMany({
    where: { detail: { ownerId } },
    include: { viewer: { select: { name: true, state: true } }, detail: { select: { name: true } } },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: OPENINGS_MAX,
  });
  const nicknames = await nicknamesOf(tx, ownerId);
  return rows.map((row) => ({
    name: row.viewer.state === 'ACTIVE' ? (nicknames.get(row.viewerId) ?? row.viewer.name) : null,
    detailName: tx.vault.open(row.detail.name),
    promiseId: row.promiseId,
    at: row.at,
  }));
}
