/** Whole numbers below ten thousand, as words of Russian, Ukrainian and English. */
const WORDS = `
1 один одна одну одно one
2 два две дві two
3 три three
4 четыре чотири four
5 пять п'ять five
6 шесть шість six
7 семь сім seven
8 восемь вісім eight
9 девять дев'ять nine
10 десять ten
11 одиннадцать одинадцять eleven
12 двенадцать дванадцять twelve
13 тринадцать тринадцять thirteen
14 четырнадцать чотирнадцять fourteen
15 пятнадцать п'ятнадцять fifteen
16 шестнадцать шістнадцять sixteen
17 семнадцать сімнадцять seventeen
18 восемнадцать вісімнадцять eighteen
19 девятнадцать дев'ятнадцять nineteen
20 двадцать двадцять twenty
30 тридцать тридцять thirty
40 сорок forty
50 пятьдесят п'ятдесят fifty
60 шестьдесят шістдесят sixty
70 семьдесят сімдесят seventy
80 восемьдесят вісімдесят eighty
90 девяносто дев'яносто ninety
100 сто
200 двести двісті
300 триста
400 четыреста чотириста
500 пятьсот п'ятсот
600 шестьсот шістсот
700 семьсот сімсот
800 восемьсот вісімсот
900 девятьсот дев'ятсот
`;

const VALUES = new Map(
  WORDS.trim()
    .split('\n')
    .flatMap((line) => {
      const [value, ...words] = line.split(' ');
      return words.map((word): [string, number] => [word, Number(value)]);
    }),
);
const THOUSAND = /^(тысяч[аиу]?|тисяч[аіу]?|thousand)$/u;
const WORDS_MAX = 8;

/** A number below 1000: hundreds, tens and ones, each at most once and in this order; null when it is none. */
function below1000(words: readonly string[]): number | null {
  const [first = '', second] = words;
  const isEnglish = second === 'hundred' && (VALUES.get(first) ?? 10) < 10;
  const hundreds = isEnglish ? 100 * (VALUES.get(first) ?? 0) : first === 'hundred' ? 100 : 0;
  let total = hundreds;
  let room = hundreds > 0 ? 100 : 1000;
  for (const word of words.slice(isEnglish ? 2 : hundreds > 0 ? 1 : 0)) {
    const value = VALUES.get(word);
    if (value === undefined || value >= room) return null;
    total += value;
    room = value >= 100 ? 100 : value >= 20 ? 10 : 0;
  }
  return total > 0 ? total : null;
}

/**
 * Reads a whole number written in words: `сто пятьдесят`, `дві тисячі`, `one hundred and twenty-five`.
 *
 * @returns 1 to 9999, or null when the text is anything else
 */
export function numberInWords(text: string): number | null {
  const words = text
    .toLowerCase()
    .replace(/[’ʼ]/g, "'")
    .split(/[\s-]+/)
    .filter((word) => word !== 'and' && word !== 'a');
  if (words.length > WORDS_MAX) return null;
  const at = words.findIndex((word) => THOUSAND.test(word));
  if (at < 0) return below1000(words);
  const thousands = at === 0 ? 1 : below1000(words.slice(0, at));
  const rest = at === words.length - 1 ? 0 : below1000(words.slice(at + 1));
  return thousands === null || thousands > 9 || rest === null ? null : thousands * 1000 + rest;
}
