/** What the API server answered instead of the object: `code` is the HTTP status, `reason` may be empty. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly status: Record<string, unknown>;

  constructor(code: number, body: string) {
    const status = parsed(body);
    super(typeof status.message === "string" ? status.message : body.trim() || `HTTP ${code}`);
    this.name = "StatusError";
    this.code = code;
    this.reason = typeof status.reason === "string" ? status.reason : "";
    this.status = status;
  }
}

export const isStatus = (error: unknown, code: number): error is StatusError =>
  error instanceof StatusError && error.code === code;

/** Nothing can be made in that namespace any more: it is on its way out. */
export const isNamespaceTerminating = (error: unknown): boolean =>
  isStatus(error, 403) && JSON.stringify(error.status.details ?? {}).includes('"NamespaceTerminating"');

const parsed = (body: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body);
    // A non-null object has string keys; its values stay unknown.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};
