/** `npm run test:long` plays some tests of `npm test` again at full size: in every language, with every hostile text, with more kills. */
export const isLong = process.env.LONG === '1';
