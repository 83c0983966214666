import { appendFile } from "node:fs/promises";
import type { User } from "./access/user.ts";
import { userInfo } from "./access/user.ts";
import type { RequestInfo } from "./http/request-info.ts";

export type AuditEvent = {
  kind: "Event";
  apiVersion: "audit.k8s.io/v1";
  level: "Metadata";
  auditID: string;
  stage: "ResponseComplete";
  requestURI: string;
  verb: string;
  user: ReturnType<typeof userInfo>;
  objectRef?: Record<string, string>;
  userAgent?: string;
  responseStatus: { code: number };
  requestReceivedTimestamp: string;
  stageTimestamp: string;
};

export type Audited = {
  id: string;
  url: string;
  userAgent: string | undefined;
  user: User;
  info: RequestInfo | undefined;
  method: string;
  code: number;
  receivedAt: Date;
  endedAt: Date;
};

/** Who did what, as Kubernetes writes it: the last events in memory and, when asked for, every event as a line of a file. */
export class AuditLog {
  readonly #capacity: number;
  readonly #file: string | undefined;
  readonly #events: AuditEvent[] = [];
  #written: Promise<void> = Promise.resolve();

  constructor({ capacity = 10_000, file }: { capacity?: number; file?: string | undefined } = {}) {
    this.#capacity = capacity;
    this.#file = file;
  }

  add(audited: Audited): void {
    const event = eventOf(audited);
    this.#events.push(event);
    if (this.#events.length > this.#capacity * 2) this.#events.splice(0, this.#events.length - this.#capacity);
    const file = this.#file;
    if (file === undefined) return;
    // One after another, so that lines keep their order; a full disk must not stop the cluster.
    this.#written = this.#written.then(() => appendFile(file, `${JSON.stringify(event)}\n`)).catch(() => {});
  }

  /** Events received at or after an RFC 3339 time; all that are kept without one. */
  since(time: string | null): AuditEvent[] {
    const from = time === null ? Number.NEGATIVE_INFINITY : Date.parse(time);
    return this.#events.filter((event) => Date.parse(event.requestReceivedTimestamp) >= from);
  }

  /** Resolves when the file has every event given so far. */
  flushed(): Promise<void> {
    return this.#written;
  }
}

function eventOf({ id, url, userAgent, user, info, method, code, receivedAt, endedAt }: Audited): AuditEvent {
  const target = info?.target;
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "Metadata",
    auditID: id,
    stage: "ResponseComplete",
    requestURI: url,
    verb: target?.verb ?? method.toLowerCase(),
    user: userInfo(user),
    ...(target === undefined ? {} : { objectRef: objectRef(target) }),
    ...(userAgent === undefined ? {} : { userAgent }),
    responseStatus: { code },
    requestReceivedTimestamp: receivedAt.toISOString(),
    stageTimestamp: endedAt.toISOString(),
  };
}

function objectRef(target: NonNullable<RequestInfo["target"]>): Record<string, string> {
  const { resource, namespace, name, group: apiGroup, version: apiVersion, subresource } = target;
  const given = Object.entries({ resource, namespace, name, apiGroup, apiVersion, subresource });
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}
