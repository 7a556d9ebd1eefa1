import { reading } from '../db/transaction.ts';
import { doctor as examine } from '../domain/doctor/doctor.ts';
import { exportMember } from '../domain/export/export.ts';
import { type Command, noMore, UsageError } from './command.ts';

/** Applies the migrations that are missing; opening the house did it already. */
export const migrate: Command = (args) => {
  noMore(args);
  return async ({ house: { migrated } }) => ({
    data: { migrated },
    text: migrated.length > 0 ? `Applied: ${migrated.join(', ')}` : 'The database is up to date',
  });
};

/** Checks the invariants. Exit code 1 when one does not hold. */
export const doctor: Command = (args) => {
  noMore(args);
  return async ({ house }) => {
    const report = await examine(reading(house));
    const lines = report.violations.map(({ invariant, detail }) => `${invariant}: ${detail}`);
    return { data: report, text: report.ok ? 'All is well' : lines.join('\n'), ok: report.ok };
  };
};

/** Everything stored about one member, but their measure, which is nobody else's business. */
export const exportOf: Command = ([telegramId, ...rest]) => {
  if (telegramId === undefined || !/^\d{1,18}$/.test(telegramId)) throw new UsageError('export needs a Telegram id.');
  noMore(rest);
  return async ({ house }) => {
    const tx = reading(house);
    const member = await tx.db.member.findUnique({ where: { telegramId: BigInt(telegramId) }, select: { id: true } });
    if (!member) throw new Error(`Nobody with Telegram id ${telegramId} is stored here.`);
    const data = await exportMember(tx, member.id, { withCeiling: false });
    return { data, text: JSON.stringify(data, null, 2) };
  };
};
