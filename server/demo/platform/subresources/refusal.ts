import { statusBody } from "../aggregated/answers.ts";

/** An answer that is no success: a Kubernetes Status, or text where virt-api answers text. */
export class Refusal extends Error {
  readonly code: number;
  readonly body: object | string;

  constructor(code: number, body: object | string) {
    super(typeof body === "string" ? body : `${code}`);
    this.name = "Refusal";
    this.code = code;
    this.body = body;
  }
}

export type Resource = "virtualmachine" | "virtualmachineinstance";

export const notFound = (resource: Resource, name: string): Refusal =>
  new Refusal(404, statusBody(404, "NotFound", `${resource}.kubevirt.io "${name}" not found`));

export const conflict = (resource: Resource | "persistentvolumeclaim", name: string, text: string): Refusal =>
  new Refusal(
    409,
    statusBody(409, "Conflict", `Operation cannot be fulfilled on ${resource}.kubevirt.io "${name}": ${text}`),
  );

export const badRequest = (text: string): Refusal => new Refusal(400, statusBody(400, "BadRequest", text));

export const internal = (text: string): Refusal =>
  new Refusal(500, statusBody(500, "InternalError", `Internal error occurred: ${text}`));

/** What go-restful says itself. */
export const pageNotFound = (): Refusal => new Refusal(404, "404: Page Not Found");
export const methodNotAllowed = (): Refusal => new Refusal(405, "405: Method Not Allowed");
