import { isZone } from '../cycles/calendar.ts';

/** Zones in which many people who speak our languages live, west to east; the catalogues hold a name for each key. */
export const COMMON_ZONES = {
  newyork: 'America/New_York',
  london: 'Europe/London',
  berlin: 'Europe/Berlin',
  kaliningrad: 'Europe/Kaliningrad',
  kyiv: 'Europe/Kiev',
  chisinau: 'Europe/Chisinau',
  riga: 'Europe/Riga',
  jerusalem: 'Asia/Jerusalem',
  minsk: 'Europe/Minsk',
  moscow: 'Europe/Moscow',
  samara: 'Europe/Samara',
  tbilisi: 'Asia/Tbilisi',
  yerevan: 'Asia/Yerevan',
  baku: 'Asia/Baku',
  yekaterinburg: 'Asia/Yekaterinburg',
  almaty: 'Asia/Almaty',
  tashkent: 'Asia/Tashkent',
  omsk: 'Asia/Omsk',
  novosibirsk: 'Asia/Novosibirsk',
  krasnoyarsk: 'Asia/Krasnoyarsk',
  irkutsk: 'Asia/Irkutsk',
  yakutsk: 'Asia/Yakutsk',
  vladivostok: 'Asia/Vladivostok',
  kamchatka: 'Asia/Kamchatka',
} as const;

export type ZoneKey = keyof typeof COMMON_ZONES;

export const ZONE_KEYS = Object.keys(COMMON_ZONES) as ZoneKey[];

export const isZoneKey = (text: string): text is ZoneKey => Object.hasOwn(COMMON_ZONES, text);

export const zoneKeyOf = (zone: string): ZoneKey | null => ZONE_KEYS.find((key) => COMMON_ZONES[key] === zone) ?? null;

const plain = (text: string): string => text.trim().toLowerCase().replaceAll('_', ' ').replaceAll('ё', 'е');

/**
 * The zone that a typed text means: an IANA name (`Europe/Moscow`), the city in one (`Berlin`), or one of `names`.
 * @param names what people call the zones, by zone
 * @returns null for a text that means none
 */
export function findZone(text: string, names: readonly (readonly [name: string, zone: string])[]): string | null {
  const wanted = plain(text);
  if (wanted === '') return null;
  const named = names.find(([name]) => plain(name) === wanted);
  if (named) return named[1];
  const known = Intl.supportedValuesOf('timeZone');
  const found =
    known.find((zone) => plain(zone) === wanted) ??
    known.find((zone) => plain(zone.slice(zone.lastIndexOf('/') + 1)) === wanted);
  if (found) return found;
  const typed = text.trim();
  return typed.includes('/') && isZone(typed) ? typed : null; // an older or newer name of a zone
}
