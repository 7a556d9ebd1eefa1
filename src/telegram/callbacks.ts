import { longId, shortId } from '../domain/ids.ts';

/**
 * Callback data: a short action code and opaque ids, within Telegram's 64 bytes. Whatever comes back is hostile input:
 * {@link unpack} accepts only a known code with arguments of the right kind, and the domain checks whose they are.
 */
type Kind = 'id' | 'int' | 'word';

const ACTIONS = {
  home: ['h'],
  askStart: ['as'],
  askEmergency: ['ae'],
  myRequest: ['mr', 'id'],
  requestEdit: ['re', 'id', 'word'],
  requestPause: ['rp', 'id'],
  requestResume: ['rr', 'id'],
  requestClose: ['rc', 'id'],
  giveStart: ['gs'],
  pledge: ['pl'],
  pledgeEdit: ['pe', 'word'],
  pledgePause: ['pp', 'id'],
  pledgeResume: ['pr', 'id'],
  pledgeWithdraw: ['pw', 'id', 'word'],
  pledgeChange: ['vc'],
  pledgeSpread: ['vs', 'word'],
  pledgePeople: ['vp', 'word'],
  pledgeStart: ['vf', 'word'],
  directedList: ['vl', 'int'],
  directed: ['vd', 'id'],
  directedAmount: ['va', 'id'],
  directedPart: ['vg', 'id'],
  standingYes: ['vy', 'word'],
  worthMore: ['vw', 'id', 'word'],
  network: ['n', 'int'],
  people: ['np', 'word', 'int'],
  networkPicture: ['kn'],
  monthPicture: ['km'],
  person: ['u', 'id'],
  personEdit: ['ue', 'id'],
  nickname: ['un', 'id'],
  nicknameClear: ['uc', 'id'],
  personBreak: ['ub', 'id', 'word'],
  personBlock: ['uk', 'id', 'word'],
  personWrite: ['um', 'id', 'word'],
  writeAnswer: ['uy', 'id', 'word'],
  personReport: ['ur', 'id'],
  reportHandled: ['uh', 'id'],
  shutOut: ['us', 'int'],
  unblock: ['uu', 'id', 'word'],
  wantBack: ['uw', 'id', 'word'],
  lock: ['lk', 'word'],
  unlockAnswer: ['la', 'id', 'word'],
  about: ['me'],
  aboutEdit: ['mee'],
  aboutClear: ['mec'],
  request: ['r', 'id'],
  requestStory: ['rs', 'id'],
  requestReport: ['rq', 'id'],
  helpNow: ['hn', 'id'],
  helpAlready: ['ha', 'id'],
  helpPledge: ['hq', 'id', 'word'],
  helpFromPledge: ['hp', 'id', 'word'],
  stillNeeded: ['rn', 'id'],
  requestReopen: ['ro', 'id'],
  helpers: ['rk', 'id', 'int'],
  requestChange: ['rx', 'id'],
  requestChangeMore: ['ry', 'id'],
  recommendation: ['g', 'id'],
  recommendReason: ['gr', 'id', 'word'],
  recommendPeople: ['gp', 'id', 'int'],
  recommendRenew: ['gn', 'id'],
  recommendWithdraw: ['gw', 'id', 'word'],
  helpLink: ['hl', 'id'],
  helpLinkRevoke: ['hv', 'id', 'word'],
  introduceList: ['xl', 'id', 'int'],
  introduce: ['xi', 'id', 'id', 'int'],
  introductionAnswer: ['xa', 'id', 'word'],
  promises: ['p', 'word', 'int'],
  archivePeople: ['pa', 'word', 'int'],
  archiveFind: ['pk', 'word'],
  promisesWith: ['pq', 'word', 'id', 'int'],
  promisesFile: ['pf'],
  promise: ['po', 'id'],
  handedOver: ['ph', 'id'],
  received: ['pc', 'id'],
  receivedPart: ['pt', 'id'],
  notYet: ['py', 'id'],
  release: ['px', 'id', 'word'],
  letGo: ['pg', 'id', 'word'],
  addNote: ['pj', 'id'],
  listen: ['pn', 'id', 'word'],
  askNow: ['pz', 'id', 'word'],
  later: ['lt', 'word', 'id'],
  details: ['pd', 'id'],
  write: ['pm', 'id'],
  thank: ['th', 'id'],
  myDetails: ['d', 'int'],
  detail: ['dc', 'id'],
  detailAdd: ['da'],
  detailChange: ['de', 'id'],
  detailDefault: ['df', 'id'],
  detailRemove: ['dr', 'id', 'word'],
  detailsLog: ['dl', 'int'],
  card: ['c', 'id'],
  cardAccept: ['ca', 'id'],
  cardChange: ['cc', 'id', 'int'],
  cardSkip: ['cs', 'id'],
  cardWhy: ['cw', 'id'],
  proposalLess: ['o-', 'id'],
  proposalMore: ['o+', 'id'],
  proposalDecline: ['ox', 'id'],
  proposalAccept: ['oa', 'id'],
  invite: ['i'],
  links: ['il', 'int'],
  link: ['ik', 'id'],
  linkRevoke: ['ir', 'id', 'word'],
  linksRevoke: ['ira', 'word'],
  linkQr: ['iq'],
  inviteYes: ['iy', 'word'],
  inviteNo: ['in', 'word'],
  admin: ['ad'],
  adminReports: ['adr', 'int'],
  adminReport: ['adc', 'id'],
  announceStart: ['ada'],
  helpOffer: ['yo', 'id'],
  helpScope: ['yp', 'id', 'word'],
  helpUntil: ['yu', 'id', 'word', 'int'],
  helpAsk: ['yy', 'id', 'word', 'int'],
  helpAnswer: ['ya', 'id', 'word'],
  helpBegin: ['yb', 'id'],
  helpBack: ['yx'],
  helpStop: ['ys', 'id'],
  helped: ['yd', 'int'],
  help: ['he'],
  helpPage: ['hi', 'int'],
  helpTopic: ['ht', 'word'],
  cardHelp: ['ho', 'word'],
  recordHelp: ['hr', 'word', 'id'],
  rules: ['ru'],
  privacy: ['pv'],
  settings: ['se'],
  settingsTime: ['st'],
  zones: ['sz', 'int'],
  setZone: ['sy', 'word'],
  quietHours: ['sq'],
  setQuiet: ['sh', 'int', 'int'],
  settingType: ['sx', 'word'],
  noticeSwitches: ['sn', 'int'],
  noticeSwitch: ['sw', 'word', 'int'],
  pauseAll: ['sp', 'word'],
  myData: ['md', 'int'],
  myDataFile: ['mf'],
  deleteMe: ['dm', 'word'],
  stay: ['dy'],
  language: ['l'],
  setLanguage: ['ls', 'word'],
  undo: ['z', 'id'],
  form: ['f', 'word', 'word', 'word'],
} as const satisfies Record<string, readonly [string, ...Kind[]]>;

export type Action = keyof typeof ACTIONS;

type ArgOf<K> = K extends 'int' ? number : string;
export type ArgsOf<A extends Action> = (typeof ACTIONS)[A] extends readonly [string, ...infer K]
  ? { [I in keyof K]: ArgOf<K[I]> }
  : never;

export interface Press<A extends Action = Action> {
  readonly action: A;
  readonly args: ArgsOf<A>;
}

/** Makes callback data. Ids are UUIDs; words are letters, digits, `-` and `_`. */
export function pack<A extends Action>(action: A, ...args: ArgsOf<A>): string {
  const [code, ...kinds] = ACTIONS[action] as readonly [string, ...Kind[]];
  const parts = (args as readonly (string | number)[]).map((arg, index) =>
    kinds[index] === 'id' ? shortId(String(arg)) : String(arg),
  );
  return [code, ...parts].join(':');
}

const BY_CODE = new Map<string, Action>(
  (Object.entries(ACTIONS) as [Action, readonly string[]][]).map(([action, [code]]) => [code ?? '', action]),
);

if (BY_CODE.size !== Object.keys(ACTIONS).length) throw new Error('two actions share a code');

function argument(kind: Kind | undefined, text: string): string | number | null {
  if (kind === 'id') return longId(text);
  if (kind === 'int') return /^\d{1,6}$/.test(text) ? Number(text) : null;
  return /^[\w.-]{1,32}$/.test(text) ? text : null;
}

/** Before the data of buttons made while somebody acts for another: for whom the screen was made. */
const MARK = /^([\w-]{8})~/;

/** Eight characters that stand for one leave to act for another. */
export const markFor = (grantId: string): string => shortId(grantId).slice(-8);

/** Marks a button's data as made while acting by this leave. */
export const marked = (data: string, mark: string): string => `${mark}~${data}`;

/** The mark of callback data; null for a button of one's own screens. */
export const markOf = (data: string): string | null => MARK.exec(data)?.[1] ?? null;

/** Reads callback data, marked or not; null for anything we did not make in this form. */
export function unpack(data: string): Press | null {
  const [code = '', ...texts] = data.replace(MARK, '').split(':');
  const action = BY_CODE.get(code);
  if (!action) return null;
  const [, ...kinds] = ACTIONS[action] as readonly [string, ...Kind[]];
  if (texts.length !== kinds.length) return null;
  const args = texts.map((text, index) => argument(kinds[index], text));
  return args.includes(null) ? null : ({ action, args } as unknown as Press);
}
