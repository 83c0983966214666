import { type Dispatcher, Pool } from "undici";
import * as z from "zod";
import { roleFor } from "#lib/access/rights.ts";
import type { Attributes } from "#lib/access/rules.ts";
import { fullJitter } from "#lib/api/back-off.ts";
import type { Denied } from "#lib/api/problem.ts";
import { identityKey, type Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { wait } from "../wait.ts";
import type { Kube, KubePath, ReadOptions, WatchEvent, WatchOptions } from "./api.ts";
import { readBody } from "./body.ts";
import { createDeadline } from "./deadline.ts";
import { problemOfAnswer, problemOfTransport } from "./errors.ts";
import { createHoldOff } from "./hold-off.ts";
import { splitLines } from "./lines.ts";
import type { KubeTarget } from "./target.ts";

const defaultTimeoutMs = 30_000;
const maxAnswerBytes = 64 * 1024 * 1024;
const maxEventBytes = 8 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;
const readRetries = 2;
/** A way out that drops our packets is noticed by the system, with data under way or without. */
const keepAliveInitialDelay = 20_000;

const watchEvent = z.object({
  type: z.enum(["ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"]),
  object: z.unknown(),
});

const verbOf = { GET: "get", POST: "create", PUT: "update", PATCH: "patch", DELETE: "delete" } as const;
type Method = keyof typeof verbOf;

/** What a request asks for, as RBAC sees it. */
const attributesOf = (method: Method | "WATCH", path: KubePath): Attributes & { namespace: string | null } => {
  const isGrouped = path[0] === "apis";
  const rest = path.slice(isGrouped ? 3 : 2);
  const isInside = rest[0] === "namespaces" && rest.length > 2;
  const [resource = path[0], name, ...sub] = isInside ? rest.slice(2) : rest;
  const verb = method === "WATCH" ? "watch" : method === "GET" && !name ? "list" : verbOf[method];
  const group = (isGrouped && path[1]) || "";
  return { verb, group, resource, subresource: sub.join("/"), namespace: (isInside && rest[1]) || null };
};

/** `vminstances list`, `virtualmachines/start update`: what a request was about, without any name. */
export const aboutOf = (method: Method | "WATCH", path: KubePath): string => {
  if (path[0] === "openapi") return "openapi get";
  const { verb, resource, subresource } = attributesOf(method, path);
  return `${subresource ? `${resource}/${subresource}` : resource} ${verb}`;
};

const deniedOf = (method: Method | "WATCH", path: KubePath): Denied => {
  const { namespace, ...attributes } = attributesOf(method, path);
  const { verb, resource, subresource } = attributes;
  const role = roleFor(attributes);
  return {
    verb,
    resource: subresource ? `${resource}/${subresource}` : resource,
    ...(namespace && { tenant: namespace }),
    ...(role !== undefined && { role }),
  };
};

export type KubeClient = Kube & { pool: Dispatcher; dispose: () => Promise<void> };

type Told = {
  metrics?: Pick<Metrics, "upstream" | "opened">;
  /** The cluster did not take this person's token. */
  onRefusedToken?: (person: Person) => void;
};

/** Connections are shared by everybody, credentials and answers by nobody: each request carries its own person's token. */
export const createKube = (target: KubeTarget, { metrics, onRefusedToken }: Told = {}): KubeClient => {
  // HTTP/1.1 only: one stalled list must not hold up another person's, and console upgrades need it anyway.
  const common = {
    connect: { ...target.tls, keepAlive: true, keepAliveInitialDelay },
    allowH2: false,
    pipelining: 1,
    bodyTimeout: 0,
    headersTimeout: 0,
  } as const;
  const pool = new Pool(target.origin, { ...common, connections: 128, keepAliveTimeout: 30_000 });
  // A watch keeps its connection for as long as it lasts, so watches must not use up those of ordinary requests.
  const watches = new Pool(target.origin, { ...common, keepAliveTimeout: 1_000 });
  const holdOff = createHoldOff();
  const holdKey = (person: Person, path: KubePath) => JSON.stringify([identityKey(person.identity), path]);

  const headersOf = async (person: Person, { accept = "application/json" }: ReadOptions) => ({
    authorization: `Bearer ${await person.token()}`,
    accept,
    "user-agent": "porthole",
  });

  /** Throws the problem of an answer that is none: every 3xx too, since nothing upstream may lead us elsewhere. */
  const refuse = async (
    person: Person,
    { statusCode, headers, body }: Dispatcher.ResponseData,
    about: string,
    denied: Denied,
    key: string,
  ): Promise<never> => {
    const text = await readBody(body, headers["content-encoding"], maxErrorBytes).catch(() => Buffer.alloc(0));
    const retryAfter = headers["retry-after"];
    const refusal = problemOfAnswer({
      status: statusCode,
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      body: text.toString("utf8"),
      about,
      denied,
    });
    holdOff.note(key, refusal.problem);
    if (refusal.problem.code === "session-ended") onRefusedToken?.(person);
    throw refusal;
  };

  const request = async (
    person: Person,
    method: Method,
    path: KubePath,
    options: ReadOptions,
    sent?: { body: string; contentType: string },
  ): Promise<unknown> => {
    const about = aboutOf(method, path);
    const url = target.pathOf(path, options.query);
    const key = holdKey(person, path);
    const retries = options.retries ?? (method === "GET" ? readRetries : 0);
    const deadline = createDeadline(options.timeoutMs ?? defaultTimeoutMs, [options.signal, person.ended]);

    /** Of the last answer; 0 while there is none. */
    let status = 0;

    const ask = async (): Promise<unknown> => {
      status = 0;
      holdOff.check(key, about);
      const headers = { ...(await headersOf(person, options)), "accept-encoding": "gzip" };
      const answer = await pool.request({
        method,
        path: url,
        headers: sent ? { ...headers, "content-type": sent.contentType } : headers,
        body: sent?.body,
        signal: deadline.signal,
      });
      status = answer.statusCode;
      if (status >= 300) return await refuse(person, answer, about, deniedOf(method, path), key);
      const bytes = await readBody(answer.body, answer.headers["content-encoding"], maxAnswerBytes);
      return bytes.length === 0 ? null : parsed(bytes.toString("utf8"), about);
    };

    try {
      for (let tried = 0; ; tried++) {
        const startedAt = performance.now();
        const told = (outcome: string) => metrics?.upstream(about, outcome, (performance.now() - startedAt) / 1000);
        try {
          const answer = await ask();
          told("ok");
          return answer;
        } catch (error) {
          told(problemOfTransport(error, about).problem.code);
          if (tried >= retries || deadline.signal.aborted || !isWorthARetry(error, status)) throw error;
          await wait(fullJitter(tried, Math.random, 400), deadline.signal);
        }
      }
    } catch (error) {
      if (deadline.isTimeUp) throw new ProblemError("timeout", { about, cause: error });
      if (person.ended.aborted) throw new ProblemError("session-ended", { about });
      options.signal?.throwIfAborted();
      throw problemOfTransport(error, about);
    } finally {
      deadline.dispose();
    }
  };

  async function* watch(person: Person, path: KubePath, options: WatchOptions = {}): AsyncGenerator<WatchEvent> {
    const about = aboutOf("WATCH", path);
    const url = target.pathOf(path, { ...options.query, watch: "true" });
    const key = holdKey(person, path);
    const deadline = createDeadline(null, [options.signal, person.ended]);
    let isOver: (() => void) | undefined;
    try {
      holdOff.check(key, about);
      const answer = await watches.request({
        method: "GET",
        path: url,
        headers: await headersOf(person, options),
        signal: deadline.signal,
        headersTimeout: options.timeoutMs ?? defaultTimeoutMs,
      });
      if (answer.statusCode >= 300) return await refuse(person, answer, about, deniedOf("WATCH", path), key);
      isOver = metrics?.opened("watch");
      options.onOpen?.();
      for await (const line of splitLines(answer.body, maxEventBytes)) {
        yield watchEvent.parse(parsed(line, about));
      }
    } catch (error) {
      if (person.ended.aborted) throw new ProblemError("session-ended", { about });
      if (options.signal?.aborted) return;
      throw problemOfTransport(error, about);
    } finally {
      isOver?.();
      deadline.dispose();
    }
  }

  return {
    pool,
    get: (person, path, options = {}) => request(person, "GET", path, options),
    watch,
    write: (person, method, path, body, options = {}) =>
      request(person, method, path, options, {
        body: body === undefined ? "" : JSON.stringify(body),
        contentType: options.contentType ?? (method === "PATCH" ? "application/merge-patch+json" : "application/json"),
      }),
    dispose: async () => {
      await Promise.all([pool.destroy(), watches.destroy()]);
    },
  };
};

/** The cluster's own trouble may be over in a moment; what it decided, and what is too large, stays so. */
const isWorthARetry = (error: unknown, status: number): boolean => {
  if (error instanceof RangeError) return false;
  const { code } = problemOfTransport(error, "").problem;
  return code === "unavailable" || (status >= 500 && (code === "internal" || code === "timeout"));
};

const parsed = (text: string, about: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError("unavailable", { about, cause: error });
  }
};
