// A process of its own that closes what is due. Told to, it is killed (SIGKILL) at a chosen statement of its own on the way to the database.
import pg from 'pg';
import { openDb } from '../../../dist/db/client.js';
import { openVault } from '../../../dist/db/vault.js';
import { allocateInProcess } from '../../../dist/domain/allocation/index.js';
import { closeDueCycles } from '../../../dist/domain/cycles/close.js';
import { randomIds } from '../../../dist/domain/ids.js';

const die = () => process.kill(process.pid, 'SIGKILL');

/** Texts of the statements so far, in order; `deaths` says where to end. */
const statements = [];
let death = null;

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function watched(...args) {
  const isHere = death !== null && statements.length === death.statement;
  statements.push(typeof args[0] === 'string' ? args[0] : args[0].text);
  if (isHere && death.when === 'before') die();
  const callback = args.at(-1);
  if (isHere && death.when === 'answered' && typeof callback === 'function') args[args.length - 1] = die;
  const answer = query.apply(this, args);
  if (isHere && death.when === 'sent') setImmediate(die);
  if (isHere && death.when === 'answered') answer?.then(die, die);
  return answer;
};

process.on('message', async ({ url, now, key, rules, seed, kill = null }) => {
  const db = await openDb(url, { max: 3 });
  statements.length = 0;
  death = kill;
  const house = {
    db,
    clock: { now: () => new Date(now) },
    ids: { ...randomIds, seed: () => seed },
    vault: openVault(key),
    rules: { ...rules, unit: { ...rules.unit, quantum: BigInt(rules.unit.quantum) } },
  };
  const closed = await closeDueCycles(house, allocateInProcess);
  await db.close();
  process.send({ closed, statements }, () => process.exit(0));
});
process.send('ready');
