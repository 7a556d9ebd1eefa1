import { reading, type Tx } from '../db/transaction.ts';
import { type Command, noMore, UsageError, type Work } from './command.ts';

/** A report as the deployment's owner reads it. Who reported is nobody's business. */
async function openReports(tx: Tx) {
  const rows = await tx.db.abuseReport.findMany({
    where: { handledAt: null },
    include: { subject: { select: { telegramId: true } }, request: { select: { id: true, title: true } } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, reason, text, at, subject, request }) => ({
    number: id.slice(0, 8),
    at: at.toISOString(),
    reason,
    text: text ? tx.vault.open(text) : null,
    subject: subject.telegramId === null ? null : String(subject.telegramId),
    request: request?.title ?? null,
  }));
}

const list: Work = async ({ house }) => {
  const reports = await openReports(reading(house));
  const lines = reports.map(({ number, at, reason, text, subject, request }) =>
    [
      `${number}  ${at}  ${reason}  about ${subject ?? 'an erased member'}`,
      request && `  request: ${request}`,
      text && `  ${text}`,
    ]
      .filter(Boolean)
      .join('\n'),
  );
  return { data: { reports }, text: lines.join('\n') || 'No report is open' };
};

const done =
  (number: string): Work =>
  async ({ house }) => {
    const tx = reading(house);
    const open = await tx.db.abuseReport.findMany({ where: { handledAt: null }, select: { id: true } });
    const ids = open.map(({ id }) => id).filter((id) => id.startsWith(number));
    if (ids.length !== 1) throw new Error(`${ids.length} open reports have the number ${number}.`);
    await tx.db.abuseReport.updateMany({ where: { id: ids[0]!, handledAt: null }, data: { handledAt: tx.now } });
    return { data: { handled: number }, text: `${number} is dealt with` };
  };

/** Reads the open reports of abuse, or marks one as dealt with. */
export const reports: Command = ([step, number, ...rest]) => {
  noMore(rest);
  if (step === undefined) return list;
  if (step !== 'done' || number === undefined || !/^[0-9a-f-]{8,36}$/.test(number)) {
    throw new UsageError('reports takes nothing, or done and a number.');
  }
  return done(number);
};
