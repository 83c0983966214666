import type { ServerResponse } from "node:http";
import { beatMs, type StreamEvent } from "#lib/api/stream-events.ts";
import { isUnknown, type Person } from "../auth/person.ts";
import { lacksRight } from "../kube/access.ts";
import type { ListEvent } from "../live/tenant-list.ts";
import { tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes, Services } from "./services.ts";

/** A browser that is this far behind gets a fresh snapshot instead of what it missed. */
const mostBufferedBytes = 256 * 1024;
const mostStreamsPerSession = 24;
/** Asked for at every beat: what changed at the cluster is told within a minute, and rows stop for who may no longer see them. */
const accessAgeMs = 40_000;
/** A browser that takes nothing for this many heartbeats is gone; it comes back by itself if it is not. */
const mostMissedBeats = 8;

export const streamRoutes: Routes = (app, services) => {
  const open = new Map<string, number>();

  app.get("/api/v1/tenants/:tenant/stream", { exposeHeadRoute: false }, async (request, reply) => {
    const person = personOf(request);
    const tenant = tenantOfRequest(request);
    const { sessionId } = person;
    const count = open.get(sessionId) ?? 0;
    if (count >= mostStreamsPerSession) {
      throw new ProblemError("too-many-requests", { about: "streams", retryAfterSeconds: 30 });
    }
    // Nothing may throw between here and the response's own end.
    if (!(await services.access(person, tenant)).vms.list) throw lacksRight("list", tenant);
    open.set(sessionId, (open.get(sessionId) ?? 0) + 1);
    reply.hijack();
    const isOver = services.metrics.opened("stream");
    reply.raw.on("close", () => {
      isOver();
      const left = (open.get(sessionId) ?? 1) - 1;
      if (left > 0) open.set(sessionId, left);
      else open.delete(sessionId);
    });
    stream(reply.raw, person, tenant, services);
  });
};

/** Writes one tenant's live list to a response until either side ends it. */
const stream = (
  response: ServerResponse,
  person: Person,
  tenant: string,
  { access, live, tasks, stopping }: Services,
) => {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  response.write(": here\n\n");
  const { list, isCurrent, release } = live.open(person, tenant);
  /** Something was left out because the browser reads too slowly. */
  let isBehind = false;
  let hasBase = false;
  let missedBeats = 0;

  const send = (event: StreamEvent, id?: number) => {
    if (response.writableEnded || response.destroyed) return;
    const idLine = id === undefined ? "" : `id: ${id}\n`;
    response.write(`event: ${event.type}\n${idLine}data: ${JSON.stringify(event)}\n\n`);
  };
  const sendSnapshot = () => {
    const read = list.read();
    if (read.state === "failed") return;
    hasBase = true;
    isBehind = false;
    send({ type: "snapshot", list: read.data }, read.data.version);
  };
  const end = (code?: "session-ended" | "forbidden") => {
    if (code) send({ type: "end", code });
    response.end();
  };
  let toldAccess = "";
  const tellAccess = async () => {
    // A cluster that does not answer takes nothing away.
    const now = await access(person, tenant, { maxAgeMs: accessAgeMs }).catch(() => null);
    if (!now || now.version === toldAccess) return;
    toldAccess = now.version;
    if (now.vms.list) send({ type: "access", version: now.version });
    else end("forbidden");
  };
  const onListEvent = (event: ListEvent) => {
    switch (event.type) {
      case "ready":
        return sendSnapshot();
      case "forbidden":
        return end("forbidden");
      case "upstream":
        return send(event);
      case "delta":
        if (!hasBase) return;
        if (isBehind || response.writableLength > mostBufferedBytes) isBehind = true;
        else send(event, event.version);
    }
  };
  const onSessionEnd = () => end(isUnknown(person.ended) ? undefined : "session-ended");
  const onStopping = () => end();

  const unsubscribeList = list.subscribe(onListEvent);
  const unsubscribeTasks = tasks.subscribe(person, tenant, {
    onAll: (all) => send({ type: "tasks", tasks: all }),
    onChange: (task) => send({ type: "task", task }),
  });
  person.ended.addEventListener("abort", onSessionEnd);
  stopping.addEventListener("abort", onStopping);
  response.on("drain", () => {
    if (isBehind) sendSnapshot();
  });
  const beating = setInterval(() => {
    // Another identity now, or a list that was closed under us: the browser comes back for the right one.
    if (!isCurrent()) return end();
    missedBeats = response.writableLength === 0 ? 0 : missedBeats + 1;
    if (missedBeats > mostMissedBeats) return void response.destroy();
    if (missedBeats === 0) send({ type: "beat" });
    void tellAccess();
  }, beatMs);
  response.on("close", () => {
    clearInterval(beating);
    unsubscribeList();
    unsubscribeTasks();
    person.ended.removeEventListener("abort", onSessionEnd);
    stopping.removeEventListener("abort", onStopping);
    release();
  });

  void tellAccess();
  sendSnapshot();
  if (list.upstream.state === "down") send(list.upstream);
  const first = list.read();
  if (first.state === "failed" && first.problem.code === "forbidden") end("forbidden");
};
