/** An answer that is no success, as a Kubernetes Status. */
export class Failure extends Error {
  readonly code: number;
  readonly body: Record<string, unknown>;

  constructor(code: number, reason: string | undefined, message: string, details?: Record<string, unknown>) {
    super(message);
    this.name = "Failure";
    this.code = code;
    this.body = {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message,
      ...(reason !== undefined && { reason }),
      ...(details !== undefined && { details }),
      code,
    };
  }
}

/** A 500 without reason and details: how Cozystack answers whatever failed behind it. */
export const bareFailure = (message: string): Failure => new Failure(500, undefined, message);

export const badRequest = (message: string): Failure => new Failure(400, "BadRequest", message);

export const notFound = (group: string, plural: string, name: string): Failure =>
  new Failure(404, "NotFound", `${plural}.${group} "${name}" not found`, { name, group, kind: plural });

export const methodNotAllowed = (): Failure =>
  new Failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

type Cause = { reason: string; message: string; field: string };

export const invalid = (group: string, kind: string, name: string, causes: Cause[]): Failure =>
  new Failure(
    422,
    "Invalid",
    `${kind}.${group} "${name}" is invalid: ${causes.map((it) => `${it.field}: ${it.message}`).join(", ")}`,
    { name, group, kind, causes },
  );
