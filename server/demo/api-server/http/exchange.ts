import type { IncomingMessage, ServerResponse } from "node:http";
import type { User } from "../access/user.ts";
import type { RequestInfo, ResourceRequest } from "./request-info.ts";

/** One authenticated and authorized request on its way to the handler that answers it. */
export type Exchange = { request: IncomingMessage; response: ServerResponse; info: RequestInfo; user: User };

export type ResourceExchange = Exchange & { target: ResourceRequest };
