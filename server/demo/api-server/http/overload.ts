import * as z from "zod";
import { refusal } from "../access/attributes.ts";
import { MASTERS } from "../access/user.ts";
import { badRequest, methodNotAllowed } from "../objects/status-error.ts";
import type { Exchange } from "./exchange.ts";
import { readOptionalJson } from "./request-body.ts";
import { sendJson, sendText } from "./respond.ts";

const wanted = z.strictObject({
  /** How many requests are still to be turned away. */
  requests: z.int().min(0),
  retryAfterSeconds: z.int().min(0).default(1),
  /** Only those whose path begins so. */
  path: z.string().default("/"),
  /** Only those of this person. */
  user: z.string().optional(),
});

/** Priority and fairness on demand: turns requests away as a server does that has too many (apiserver `tooManyRequests`). */
export class Overload {
  #wanted: z.infer<typeof wanted> | undefined;

  /** True when the request was turned away. */
  async turnsAway({ request, response, info, user }: Exchange): Promise<boolean> {
    const now = this.#wanted;
    if (now === undefined || now.requests === 0 || !info.path.startsWith(now.path)) return false;
    if (now.user !== undefined && now.user !== user.name) return false;
    now.requests -= 1;
    response.setHeader("Retry-After", now.retryAfterSeconds);
    const text = "Too many requests, please try again later.\n";
    await sendText(request, response, 429, "text/plain; charset=utf-8", text);
    return true;
  }

  /** `PUT /demo/overload`, for the administrator only: from now on. */
  async begin({ request, response, info, user }: Exchange): Promise<void> {
    if (!user.groups.includes(MASTERS)) throw refusal(user, { kind: "path", verb: "put", path: info.path }, "");
    if (info.method !== "PUT") throw methodNotAllowed();
    const read = wanted.safeParse(await readOptionalJson(request));
    if (!read.success) throw badRequest(z.prettifyError(read.error));
    this.#wanted = read.data;
    return sendJson(request, response, 200, read.data);
  }
}
