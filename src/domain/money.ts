import { DomainError } from './errors.ts';

/** How the deployment measures help. Amounts are `bigint` minor units everywhere; `decimals` says how many make a whole. */
export interface Unit {
  readonly symbol: string;
  readonly decimals: number;
  /** Smallest amount the allocation moves, in minor units. */
  readonly quantum: bigint;
}

export const WHOLE_UNITS_MAX = 1_000_000n;

export const minorPerWhole = (unit: Unit): bigint => 10n ** BigInt(unit.decimals);
export const amountMax = (unit: Unit): bigint => WHOLE_UNITS_MAX * minorPerWhole(unit);

export const least = (first: bigint, ...rest: bigint[]): bigint => rest.reduce((a, b) => (b < a ? b : a), first);
export const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
/** Round sums that people say (1, 2, 5, 10, 20 … of the quantum), the smallest first. Minor units. */
export function roundSums(unit: Unit): bigint[] {
  const sums: bigint[] = [];
  for (let tens = unit.quantum; tens <= amountMax(unit); tens *= 10n) sums.push(tens, 2n * tens, 5n * tens);
  return sums.filter((amount) => amount <= amountMax(unit));
}

export const sum = (amounts: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

/** Spaces people and keyboards put between thousands: plain, no-break, narrow no-break, thin. */
const SPACES = /[ \u00a0\u202f\u2009]/g;

/** What people call the unit behind a number, in the languages of the bot; of other units only the symbol is known. */
const UNIT_WORDS: Readonly<Record<string, RegExp>> = {
  '€': / ?(евро|євро|euros?|eur)\.?$/iu,
  '₽': / ?(руб(л[ьяі]|лей|лів)?|р|rub|roubles?)\.?$/iu,
  '₴': / ?(грн|грив(на|ны|ен|ні|ень)|uah|hryvnias?)\.?$/iu,
  $: / ?(доллар(а|ов)?|долар(и|ів)?|dollars?|usd)\.?$/iu,
};

/**
 * Reads an amount as people write it: `100`, `1 500`, `1500,50`, `1500.50`, `€20`, `20 €` (2-surface, Input), `20 евро`.
 * Digits are ASCII digits only: `²`, `1e3`, `inf`, signs and other letters are refused.
 *
 * @returns minor units, more than 0
 * @throws DomainError `amount-invalid`, `amount-too-large`, `amount-below-quantum`
 */
export function parseAmount(text: string, unit: Unit): bigint {
  let bare = text.trim().replace(UNIT_WORDS[unit.symbol] ?? '', '');
  const mark = [unit.symbol, '€'].find((one) => bare.startsWith(one) || bare.endsWith(one));
  if (mark !== undefined) bare = (bare.startsWith(mark) ? bare.slice(mark.length) : bare.slice(0, -mark.length)).trim();
  const grouped = /^[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:[.,][0-9]+)?$/;
  const plain = /^[0-9]+(?:[.,][0-9]+)?$/;
  if (!grouped.test(bare) && !plain.test(bare)) throw new DomainError('amount-invalid');
  const [whole = '', fraction = ''] = bare.replace(SPACES, '').split(/[.,]/);
  if (fraction.length > unit.decimals) throw new DomainError('amount-invalid');
  const digits = whole.replace(/^0+(?=[0-9])/, '');
  if (digits.length > 18) throw new DomainError('amount-too-large');
  const minor = BigInt(digits) * minorPerWhole(unit) + BigInt(fraction.padEnd(unit.decimals, '0') || '0');
  if (minor === 0n) throw new DomainError('amount-invalid');
  if (minor > amountMax(unit)) throw new DomainError('amount-too-large');
  if (minor < unit.quantum) throw new DomainError('amount-below-quantum');
  return minor;
}
