import { ApiError, badRequest } from './errors.ts';
import type { Upload } from './handle.ts';
import { parseMultipart } from './multipart.ts';

type Fields = Record<string, unknown>;

/** The parameters of one call, whichever way they were sent. */
export class Params {
  private readonly fields: Fields;
  readonly files: ReadonlyMap<string, Upload>;

  constructor(fields: Fields, files: ReadonlyMap<string, Upload> = new Map()) {
    this.fields = fields;
    this.files = files;
  }

  /** What was given, without the files, to be remembered. */
  summary(): Fields {
    return Object.fromEntries(Object.entries(this.fields).filter(([, value]) => value !== undefined && value !== null));
  }

  has(name: string): boolean {
    const value = this.fields[name];
    return value !== undefined && value !== null;
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') throw badRequest(`field "${name}" must be of type String`);
    return String(value);
  }

  /** A whole number, or undefined when there is none or it is no number. */
  integer(name: string): number | undefined {
    const value = this.fields[name];
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    return /^-?\d{1,15}$/.test(String(value).trim()) ? Number(value) : undefined;
  }

  flag(name: string): boolean {
    return /^(true|1|yes)$/i.test(this.text(name) ?? '');
  }

  /** An object or array, given as such or as JSON text. */
  json(name: string): unknown {
    const value = this.fields[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value.trim() === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
    }
  }

  object(name: string): Fields | undefined {
    const value = this.json(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw badRequest(`object expected as ${name.replaceAll('_', ' ')}`);
    }
    return value as Fields;
  }
}

/** Reads the query string and the body of a call: JSON, urlencoded or multipart. */
export function readParams(query: URLSearchParams, contentType: string, body: Buffer): Params {
  const fields: Fields = Object.fromEntries(query);
  if (body.length === 0) return new Params(fields);
  if (contentType.startsWith('application/json')) return new Params({ ...fields, ...parseJsonBody(body) });
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return new Params({ ...fields, ...Object.fromEntries(new URLSearchParams(body.toString())) });
  }
  if (contentType.startsWith('multipart/form-data')) {
    const form = parseMultipart(body, contentType);
    return new Params({ ...fields, ...form.fields }, form.files);
  }
  throw new ApiError(400, `Bad Request: content type "${contentType}" is not supported`);
}

function parseJsonBody(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    // answered below
  }
  throw badRequest("can't parse JSON object of the request");
}
