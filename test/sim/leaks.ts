// Nobody reads a name or a title from outside their network: every text is searched by a second definition of reach.
import type { Tx } from '../../src/db/transaction.ts';
import { key, mayMeet, type Plan, sees } from '../hostile/town.ts';

/** Names and titles that cannot be mistaken for anything else, by the person's number. */
export const nameOf = (index: number): string => `N${index}x`;
export const titleOf = (index: number, count: number): string => `T${index}x${count}z`;
const NAMES = /N(\d+)x/g;
const TITLES = /T(\d+)x\d+z/g;

const LINKS = /https?:\S+/g;

const FIRST_ID = 1001;

/** The network as it is now, by people's numbers. */
async function readPlan(tx: Tx, people: number): Promise<Plan> {
  const { db, now } = tx;
  const numbers = new Map<string, number>();
  for (const { id, telegramId } of await db.member.findMany({ select: { id: true, telegramId: true } }))
    if (telegramId !== null) numbers.set(id, Number(telegramId) - FIRST_ID);
  const n = (id: string): number => numbers.get(id) ?? -1;
  const [contacts, blocks, requests, recommendations, promises, pledges] = await Promise.all([
    db.contact.findMany({ where: { brokenAt: null } }),
    db.block.findMany(),
    db.request.findMany({ where: { state: { not: 'CLOSED' } } }),
    db.recommendation.findMany({
      where: { withdrawnAt: null, expiresAt: { gt: now }, request: { state: { not: 'CLOSED' } } },
      include: { request: { select: { ownerId: true } } },
    }),
    db.commitment.findMany({ select: { giverId: true, recipientId: true } }),
    db.pledge.findMany({ where: { requestId: { not: null } }, include: { request: { select: { ownerId: true } } } }),
  ]);
  return {
    people,
    contacts: new Set(contacts.map((row) => key(n(row.lowId), n(row.highId)))),
    blocks: new Set(blocks.map((row) => key(n(row.blockerId), n(row.blockedId)))),
    reach: new Map(requests.toSorted((a, b) => a.reach - b.reach).map((row) => [n(row.ownerId), row.reach])),
    recommendations: new Set(recommendations.map((row) => `${n(row.recommenderId)}>${n(row.request.ownerId)}`)),
    promises: new Set([
      ...promises.map((row) => `${n(row.giverId)}>${n(row.recipientId)}`),
      ...pledges.map((row) => `${n(row.giverId)}>${n(row.request!.ownerId)}`),
    ]),
  };
}

export class Watch {
  readonly leaks: string[] = [];
  /** Pairs that were found to be allowed: what was read stays in the chat. */
  private readonly known = new Set<string>();
  private readonly people: () => number;

  constructor(people: () => number) {
    this.people = people;
  }

  /** They were shown to each other outside the network: by a link that one opened, or by somebody who introduces them. */
  allow(viewer: number, other: number): void {
    this.known.add(`${viewer} N${other}`).add(`${viewer} T${other}`);
  }

  /** Looks for words of people whom the viewer may not know of. */
  async read(tx: Tx, viewer: number, text: string): Promise<void> {
    const words = text.replaceAll(LINKS, ''); // a random token may look like a name
    const found = [
      ...[...words.matchAll(NAMES)].map(([, other]) => ['N', Number(other)] as const),
      ...[...words.matchAll(TITLES)].map(([, other]) => ['T', Number(other)] as const),
    ].filter(([sign, other]) => other !== viewer && !this.known.has(`${viewer} ${sign}${other}`));
    if (found.length === 0) return;
    const plan = await readPlan(tx, this.people());
    const met = mayMeet(plan, viewer);
    for (const other of met) this.known.add(`${viewer} N${other}`);
    for (const [sign, other] of found) {
      const isAllowed =
        sign === 'N'
          ? met.has(other)
          : plan.promises.has(`${viewer}>${other}`) || sees(plan, viewer, other) || isNote(plan, text, viewer, other);
      if (isAllowed || (await introduced(tx, viewer, other))) this.known.add(`${viewer} ${sign}${other}`);
      else this.leaks.push(`${nameOf(viewer)} reads ${sign}${other} in ${JSON.stringify(text.slice(0, 160))}`);
    }
  }
}

/** Words that a giver wrote to the recipient of their promise. */
const isNote = (plan: Plan, text: string, viewer: number, other: number): boolean =>
  plan.promises.has(`${other}>${viewer}`) && text.includes(`✉️ «T${other}x`);

/** Somebody who knows both offered to introduce them, the other asked to write, or one blocked or left the other and finds them in a list. */
async function introduced({ db }: Tx, viewer: number, other: number): Promise<boolean> {
  const ids = [BigInt(viewer + FIRST_ID), BigInt(other + FIRST_ID)] as const;
  const [a, b] = await Promise.all(ids.map((telegramId) => db.member.findUnique({ where: { telegramId } })));
  if (!a || !b) return false;
  const either = {
    OR: [
      { leftId: a.id, rightId: b.id },
      { leftId: b.id, rightId: a.id },
    ],
  };
  const [offers, wishes, blocks, broken] = await Promise.all([
    db.introduction.count({ where: either }),
    db.writeWish.count({ where: { fromId: b.id, toId: a.id } }),
    db.block.count({ where: { blockerId: a.id, blockedId: b.id } }),
    db.contact.count({
      where: {
        OR: [
          { lowId: a.id, highId: b.id },
          { lowId: b.id, highId: a.id },
        ],
      },
    }),
  ]);
  return offers + wishes + blocks + broken > 0;
}
