/** A refusal in Telegram's form: `{ ok: false, error_code, description, parameters }`. */
export class ApiError extends Error {
  readonly code: number;
  readonly retryAfterS: number | undefined;
  /** True when a fault or limit of the sandbox refuses, not the request's own mistake. */
  readonly injected: boolean;

  constructor(code: number, description: string, options: { retryAfterS?: number; injected?: boolean } = {}) {
    super(description);
    this.code = code;
    this.retryAfterS = options.retryAfterS;
    this.injected = options.injected ?? false;
  }
}

export function badRequest(description: string): ApiError {
  return new ApiError(400, `Bad Request: ${description}`);
}

export function tooManyRequests(retryAfterS: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterS}`, { retryAfterS, injected: true });
}
