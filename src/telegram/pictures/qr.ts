import { toBuffer } from 'qrcode';

/** A link as a QR code, dark on white, with the quiet zone that cameras need. */
export const qrPng = (link: string): Promise<Buffer> =>
  toBuffer(link, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 12 });
