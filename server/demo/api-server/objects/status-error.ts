export type StatusCause = { reason?: string; message?: string; field?: string };

export type StatusDetails = {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
};

/** What a refusal is about: the words of `details` and of the message's subject. */
export type Subject = { group: string; plural: string };

/** A refusal as apimachinery's `pkg/api/errors` words it; thrown anywhere, written as a `Status` by the router. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus() {
    return {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message: this.message,
      ...(this.reason === "" ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

export const qualified = ({ group, plural }: Subject): string => (group === "" ? plural : `${plural}.${group}`);

const detailsOf = ({ group, plural }: Subject, name: string): StatusDetails => ({
  ...(name === "" ? {} : { name }),
  ...(group === "" ? {} : { group }),
  kind: plural,
});

export const badRequest = (message: string) => new StatusError(400, "BadRequest", message);

export const unauthorized = () => new StatusError(401, "Unauthorized", "Unauthorized");

export function forbidden(subject: Subject, name: string, why: string): StatusError {
  const what = name === "" ? qualified(subject) : `${qualified(subject)} "${name}"`;
  return new StatusError(403, "Forbidden", `${what} is forbidden: ${why}`, detailsOf(subject, name));
}

export const notFound = (subject: Subject, name: string) =>
  new StatusError(404, "NotFound", `${qualified(subject)} "${name}" not found`, detailsOf(subject, name));

export const methodNotAllowed = () =>
  new StatusError(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});

/** A path within a served API that leads to nothing. */
export const noSuchResource = () =>
  new StatusError(404, "NotFound", "the server could not find the requested resource", {});

export const notAcceptable = (accepted: readonly string[]) =>
  new StatusError(406, "NotAcceptable", `only the following media types are accepted: ${accepted.join(", ")}`);

export const alreadyExists = (subject: Subject, name: string, isBeingDeleted = false) => {
  const text = `${qualified(subject)} "${name}" already exists`;
  const message = isBeingDeleted ? `object is being deleted: ${text}` : text;
  return new StatusError(409, "AlreadyExists", message, detailsOf(subject, name));
};

export function conflict(subject: Subject, name: string, why?: string): StatusError {
  const because = why ?? "the object has been modified; please apply your changes to the latest version and try again";
  const message = `Operation cannot be fulfilled on ${qualified(subject)} "${name}": ${because}`;
  return new StatusError(409, "Conflict", message, detailsOf(subject, name));
}

export const expired = (message: string) => new StatusError(410, "Expired", message);

export const unsupportedMediaType = (accepted: readonly string[]) =>
  new StatusError(
    415,
    "UnsupportedMediaType",
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`,
  );

export type FieldProblem = { reason: string; field: string; message: string };

/** 422 with one cause per field, worded like field.ErrorList's aggregate. */
export function invalid(owner: { group: string; kind: string }, name: string, problems: FieldProblem[]): StatusError {
  const texts = problems.map((problem) => `${problem.field}: ${problem.message}`);
  const kind = owner.group === "" ? owner.kind : `${owner.kind}.${owner.group}`;
  const text = texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`;
  return new StatusError(422, "Invalid", `${kind} "${name}" is invalid: ${text}`, {
    ...(name === "" ? {} : { name }),
    ...(owner.group === "" ? {} : { group: owner.group }),
    ...(owner.kind === "" ? {} : { kind: owner.kind }),
    causes: problems.map(({ reason, field, message }) => ({ reason, message, field })),
  });
}

export const invalidValue = (field: string, value: unknown, why: string): FieldProblem => ({
  reason: "FieldValueInvalid",
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
});

export const requiredValue = (field: string, why = ""): FieldProblem => ({
  reason: "FieldValueRequired",
  field,
  message: why === "" ? "Required value" : `Required value: ${why}`,
});

export const tooLargeResourceVersion = (asked: number, current: number) =>
  new StatusError(504, "Timeout", `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    retryAfterSeconds: 1,
  });
