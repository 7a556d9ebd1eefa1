/** The address that brings a person into the bot with a deep link's token (2-surface, Deep links). */
export const linkTo = (botUsername: string, token: string): string => `https://t.me/${botUsername}?start=${token}`;
