/**
 * The JSON form of an instance and of its answer, as `exodus allocate` reads and writes them: the input of the shared
 * vectors (test/domain/allocation/vectors), and the output of spec 3-allocation.md. Every mistake is one sentence.
 */
import { certify } from './certificate.ts';
import { allocate } from './engine.ts';
import {
  AllocationInputError,
  type AllocationInstance,
  checkInstance,
  LIMITS,
  type Names,
  NO_CAP,
} from './instance.ts';

/** The JSON form read into typed arrays, with the ids by index. */
export interface NamedInstance {
  readonly instance: AllocationInstance;
  readonly giverIds: readonly string[];
  readonly requestIds: readonly string[];
}

/** The answer by ids; see Allocation for the meaning of each part. */
export interface AllocationAnswer {
  readonly received: Record<string, number>;
  readonly receivedDirected: Record<string, number>;
  readonly givenOpen: Record<string, number>;
  readonly givenDirected: Record<string, number>;
  readonly transfers: { from: string; to: string; amount: number; kind: 'directed' | 'open' }[];
  readonly groups: Record<string, number>;
  readonly total: number;
  readonly certificate: 'ok';
}

/**
 * The whole answer of `exodus allocate`. Throws an AllocationInputError whose message is the one line to print; any
 * other error means that the certificate refused the engine's answer.
 */
export function allocateJson(json: unknown): AllocationAnswer {
  const { instance, giverIds, requestIds } = parseInstance(json);
  const allocation = allocate(instance);
  const objection = certify(instance, allocation);
  if (objection !== null) throw new Error(`the certificate refuses the answer: ${objection}`);
  const named = (ids: readonly string[], values: Int32Array): Record<string, number> =>
    Object.fromEntries(ids.map((id, index) => [id, values[index]!]));
  const { giver, request, amount, directed } = allocation.transfers;
  return {
    received: named(requestIds, allocation.received),
    receivedDirected: named(requestIds, allocation.receivedDirected),
    givenOpen: named(giverIds, allocation.givenOpen),
    givenDirected: named(giverIds, allocation.givenDirected),
    transfers: Array.from(amount, (units, row) => ({
      from: giverIds[giver[row]!]!,
      to: requestIds[request[row]!]!,
      amount: units,
      kind: directed[row] === 1 ? 'directed' : 'open',
    })),
    groups: named(requestIds, allocation.groups),
    total: allocation.total,
    certificate: 'ok',
  };
}

/** Reads the JSON form; a whole vector file with its `input` is read as well. Throws an AllocationInputError. */
export function parseInstance(json: unknown): NamedInstance {
  const outer = record(json, 'the instance');
  const input = outer.givers === undefined && outer.input !== undefined ? record(outer.input, 'input') : outer;
  const givers = list(input.givers, 'givers').map((item, k) => record(item, `giver number ${k}`));
  const requests = list(input.requests, 'requests').map((item, k) => record(item, `request number ${k}`));
  const giverIds = givers.map((giver, k) => text(giver.id, `the id of giver number ${k}`));
  const requestIds = requests.map((request, k) => text(request.id, `the id of request number ${k}`));
  const giverIndex = indexOf(giverIds, 'giver');
  const requestIndex = indexOf(requestIds, 'request');
  const ofGiver = (key: string): Int32Array =>
    Int32Array.from(givers, (giver, k) => whole(giver[key], `${key} of giver ${giverIds[k]}`));
  const ofRequest = (key: string, missing?: number): Int32Array =>
    Int32Array.from(requests, (request, k) => whole(request[key] ?? missing, `${key} of request ${requestIds[k]}`));
  const visible = pairsOf(input.visible, 'visible', giverIndex, requestIndex);
  const previous = pairsOf(input.previous ?? [], 'previous', giverIndex, requestIndex);
  const directed = list(input.directed ?? [], 'directed').map((item, k) => record(item, `directed number ${k}`));
  const instance: AllocationInstance = {
    givers: givers.length,
    requests: requests.length,
    pledge: ofGiver('pledge'),
    overflow: Uint8Array.from(givers, (giver, k) => flag(giver.overflow ?? true, `overflow of giver ${giverIds[k]}`)),
    giverTie: ofGiver('tie'),
    need: ofRequest('need'),
    already: ofRequest('already', 0),
    weight: ofRequest('weight'),
    emergency: Uint8Array.from(requests, (request, k) => emergency(request.kind, `kind of request ${requestIds[k]}`)),
    requestTie: ofRequest('tie'),
    pairGiver: Int32Array.from(visible, (pair) => pair.giver),
    pairRequest: Int32Array.from(visible, (pair) => pair.request),
    pairCap: visible.some((pair) => pair.third !== null)
      ? Int32Array.from(visible, (pair) => (pair.third === null ? NO_CAP : pair.third))
      : null,
    directedGiver: Int32Array.from(directed, (row, k) => known(giverIndex, row.from, `from of directed number ${k}`)),
    directedRequest: Int32Array.from(directed, (row, k) => known(requestIndex, row.to, `to of directed number ${k}`)),
    directedAmount: Int32Array.from(directed, (row, k) => whole(row.amount, `amount of directed number ${k}`)),
    previousGiver: Int32Array.from(previous, (pair) => pair.giver),
    previousRequest: Int32Array.from(previous, (pair) => pair.request),
  };
  const names: Names = {
    giver: (index) => `giver ${giverIds[index]}`,
    request: (index) => `request ${requestIds[index]}`,
  };
  checkInstance(instance, names);
  refuseDuplicates(instance, names);
  return { instance, giverIds, requestIds };
}

function refuse(sentence: string): never {
  throw new AllocationInputError(sentence);
}

/** A value as an error shows it: short, on one line, whatever it is. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(`${what} is ${shown(value)}, not an object`);
  return value as Record<string, unknown>;
}

function list(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) refuse(`${what} is ${shown(value)}, not a list`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '') refuse(`${what} is ${shown(value)}, not a text`);
  return value;
}

/** A whole number that fits a typed array; finer limits are checkInstance's. */
function whole(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) refuse(`${what} is ${shown(value)}, not a whole number`);
  if (value < 0) refuse(`${what} is ${value}, it cannot be negative`);
  if (value > LIMITS.sumMax) refuse(`${what} is ${value}, the largest possible is ${LIMITS.sumMax}`);
  return value;
}

function flag(value: unknown, what: string): number {
  if (typeof value !== 'boolean') refuse(`${what} is ${shown(value)}, neither true nor false`);
  return value ? 1 : 0;
}

function emergency(value: unknown, what: string): number {
  if (value !== 'emergency' && value !== 'monthly')
    refuse(`${what} is ${shown(value)}, neither "emergency" nor "monthly"`);
  return value === 'emergency' ? 1 : 0;
}

function indexOf(ids: readonly string[], what: string): Map<string, number> {
  const index = new Map<string, number>();
  for (const [k, id] of ids.entries()) {
    if (index.has(id)) refuse(`${what} ${shown(id)} is there twice`);
    index.set(id, k);
  }
  return index;
}

function known(index: Map<string, number>, id: unknown, what: string): number {
  const found = index.get(text(id, what));
  if (found === undefined) refuse(`${what} is ${shown(id)}, which is unknown`);
  return found;
}

interface NamedPair {
  readonly giver: number;
  readonly request: number;
  readonly third: number | null;
}

/** Rows of [giver, request] or [giver, request, whole number]. */
function pairsOf(
  value: unknown,
  what: string,
  giverIndex: Map<string, number>,
  requestIndex: Map<string, number>,
): NamedPair[] {
  return list(value, what).map((item, k) => {
    const row = list(item, `row ${k} of ${what}`);
    if (row.length < 2 || row.length > 3) refuse(`row ${k} of ${what} has ${row.length} entries instead of 2 or 3`);
    return {
      giver: known(giverIndex, row[0], `the giver in row ${k} of ${what}`),
      request: known(requestIndex, row[1], `the request in row ${k} of ${what}`),
      third: row[2] === undefined || row[2] === null ? null : whole(row[2], `the third entry in row ${k} of ${what}`),
    };
  });
}

/** The engine finds duplicate pairs too, but knows no ids. */
function refuseDuplicates({ pairGiver, pairRequest, requests }: AllocationInstance, names: Names): void {
  const seen = new Set<number>();
  for (let row = 0; row < pairGiver.length; row++) {
    const key = pairGiver[row]! * requests + pairRequest[row]!;
    if (seen.has(key)) {
      refuse(`the pair of ${names.giver(pairGiver[row]!)} and ${names.request(pairRequest[row]!)} is there twice`);
    }
    seen.add(key);
  }
}
