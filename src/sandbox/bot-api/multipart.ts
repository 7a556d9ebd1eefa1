import { badRequest } from './errors.ts';
import type { Upload } from './handle.ts';

/** A form with its files, by the name of their field. */
export interface MultipartForm {
  fields: Record<string, string>;
  files: Map<string, Upload>;
}

/**
 * Reads a multipart/form-data body that is wholly in memory (RFC 7578).
 * Node's own `Response.formData()` refuses the bodies that grammY writes on Node 20, hence this reader.
 */
export function parseMultipart(body: Buffer, contentType: string): MultipartForm {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const separator = boundary?.[1] ?? boundary?.[2];
  if (separator === undefined) throw badRequest('boundary of multipart/form-data is missing');
  const form: MultipartForm = { fields: {}, files: new Map() };
  for (const part of partsBetween(body, Buffer.from(`--${separator}`))) addPart(form, part);
  return form;
}

function* partsBetween(body: Buffer, separator: Buffer): Generator<Buffer> {
  const lineBreak = 2; // CR LF after the separator, and before the next
  let at = body.indexOf(separator);
  while (at >= 0) {
    const from = at + separator.length + lineBreak;
    const next = body.indexOf(separator, from);
    if (next < 0) return;
    yield body.subarray(from, next - lineBreak);
    at = next;
  }
}

function addPart(form: MultipartForm, part: Buffer): void {
  const headEnd = part.indexOf('\r\n\r\n');
  if (headEnd < 0) return;
  const head = part.subarray(0, headEnd).toString();
  const data = part.subarray(headEnd + 4);
  const name = parameter(head, 'name');
  if (name === undefined) return;
  const filename = parameter(head, 'filename');
  if (filename === undefined) {
    form.fields[name] = data.toString();
    return;
  }
  const type = /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream';
  form.files.set(name, { name: filename, type, bytes: Uint8Array.from(data) });
}

/** A parameter of the Content-Disposition header, quoted or bare. */
function parameter(head: string, name: string): string | undefined {
  const line = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, 'i').exec(line);
  return found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2]?.trim();
}
