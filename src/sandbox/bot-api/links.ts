function parseUrl(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Why Telegram would not take an address, in its words; undefined = the address is fine. */
export function linkMistake(address: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === 'tg' || scheme === 'ton' || scheme === 'tonsite') return undefined;
  if (scheme !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(address) && scheme !== 'http' && scheme !== 'https') {
    return 'Unsupported URL protocol';
  }
  if (/\s/.test(address)) return 'Wrong HTTP URL';
  const url = parseUrl(scheme === 'http' || scheme === 'https' ? address : `http://${address}`);
  if (!url) return 'Wrong HTTP URL';
  return url.hostname.includes('.') && !url.hostname.endsWith('.') ? undefined : 'Wrong HTTP URL';
}

/** The address as Telegram would store it, or undefined when it would refuse it. */
export function checkedLink(address: string): string | undefined {
  if (address === '' || linkMistake(address) !== undefined) return undefined;
  if (/^(tg|ton|tonsite):/i.test(address)) return address;
  const url = parseUrl(/^https?:\/\//i.test(address) ? address : `http://${address}`);
  return url?.href;
}

/** The person that a `tg://user?id=…` address means. */
export function userIdOfLink(address: string): number | undefined {
  const id = /^tg:\/\/user\?id=(\d+)$/i.exec(address)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** What a link asks Telegram to do: start the bot with a token, or offer a link to somebody. */
export type TelegramLink =
  | { kind: 'start'; bot: string; token: string }
  | { kind: 'share'; url: string; text: string }
  | { kind: 'other' };

export function readTelegramLink(address: string): TelegramLink {
  const url = parseUrl(address);
  if (!url) return { kind: 'other' };
  if (url.protocol === 'tg:' && url.host === 'resolve') {
    return { kind: 'start', bot: url.searchParams.get('domain') ?? '', token: url.searchParams.get('start') ?? '' };
  }
  if (!/^https?:$/.test(url.protocol) || !/^(t\.me|telegram\.me)$/.test(url.hostname)) return { kind: 'other' };
  const path = url.pathname.replace(/^\/|\/$/g, '');
  if (path === 'share/url' || path === 'share') {
    return { kind: 'share', url: url.searchParams.get('url') ?? '', text: url.searchParams.get('text') ?? '' };
  }
  if (/^[A-Za-z0-9_]{4,32}$/.test(path))
    return { kind: 'start', bot: path, token: url.searchParams.get('start') ?? '' };
  return { kind: 'other' };
}
