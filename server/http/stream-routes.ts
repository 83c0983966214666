import type { FastifyRequest } from "fastify";
import * as z from "zod";
import type { WantedList } from "#lib/api/paths.ts";
import { beatMs, mostLists, streamFormat } from "#lib/api/stream-events.ts";
import { isUnknown } from "../auth/person.ts";
import { scopeOf } from "../auth/person-view.ts";
import { wait } from "../wait.ts";
import { openEventPipe } from "./event-pipe.ts";
import { openListFeed } from "./list-feed.ts";
import { createListFrames } from "./list-frames.ts";
import { tenantName } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

/** A browser needs one; one without shared workers, one a tab. */
const mostStreamsPerSession = 24;
/** So many lists of a stream are asked of the cluster at once. */
const mostAtOnce = 8;
/** A browser that takes nothing for this many heartbeats is gone; it comes back by itself if it is not. */
const mostMissedBeats = 8;
/** A stopping server ends its streams over so much of its grace: those who come back ask another replica for everything. */
const partingShare = 0.8;
const longestPartingMs = 30_000;
/** An answer that ends waits this long for lists that are still being read; the next one brings them. */
const onceMs = 5_000;

const wantedList = z
  .string()
  .regex(/^[^@]+(?:@[\w-]{1,32}\.\d{1,15})?$/)
  .transform((text): WantedList => {
    const [tenant = "", epoch, version] = text.split(/[@.]/);
    return { tenant, have: epoch && version ? { epoch, version: Number(version) } : null };
  })
  .refine(({ tenant }) => tenantName.safeParse(tenant).success);

const streamQuery = z.object({
  format: z.literal(streamFormat),
  scope: z.string().max(64),
  once: z.enum(["again", "brief"]).optional(),
  list: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .pipe(z.array(wantedList).min(1).max(mostLists)),
});

const askedOf = (request: FastifyRequest) => {
  const { data } = streamQuery.safeParse(request.query);
  if (!data) throw new ProblemError("bad-request");
  // One feed a list, of the last version named.
  return { ...data, lists: [...new Map(data.list.map((one) => [one.tenant, one])).values()] };
};

export const streamRoutes: Routes = (app, services) => {
  const open = new Map<string, number>();
  const frames = createListFrames();
  const { config, metrics, stopping } = services;
  const partingMs = Math.min(longestPartingMs, config.stopGraceMs * partingShare);

  app.get("/api/v1/stream", { exposeHeadRoute: false }, async (request, reply) => {
    const person = personOf(request);
    const { sessionId } = person;
    const { scope, once, lists } = askedOf(request);
    // The page was made for somebody else, who was signed in before: nothing of this person is for it.
    if (scope !== scopeOf(person.identity)) throw new ProblemError("stale-page");
    const count = open.get(sessionId) ?? 0;
    if (count >= mostStreamsPerSession) {
      throw new ProblemError("too-many-requests", { about: "streams", retryAfterSeconds: 30 });
    }
    // Nothing may throw between here and the response's own end.
    open.set(sessionId, count + 1);
    reply.hijack();
    const response = reply.raw;
    const isOver = metrics.opened("stream");
    const pipe = openEventPipe(response, request.headers["accept-encoding"]);
    const turn = createTurns(mostAtOnce);
    let missedBeats = 0;

    const end = () => pipe.end();
    const endSession = () => {
      pipe.send({ type: "end", code: "session-ended" });
      end();
    };
    const onStopping = () => void setTimeout(end, Math.random() * partingMs).unref();
    const onSessionEnd = () => (isUnknown(person.ended) ? end() : endSession());
    const feeds = lists.map((wanted) =>
      openListFeed(
        wanted,
        { person, pipe, frames, turn, isBrief: once === "brief", onStale: end, onSessionEnd: endSession },
        services,
      ),
    );
    const beating = setInterval(() => {
      missedBeats = pipe.isEmpty ? 0 : missedBeats + 1;
      if (missedBeats > mostMissedBeats) return void response.destroy();
      if (missedBeats === 0) pipe.send({ type: "beat" });
      for (const feed of feeds) feed.beat();
    }, beatMs);
    response.on("drain", () => {
      for (const feed of feeds) feed.drained();
    });
    person.ended.addEventListener("abort", onSessionEnd);
    stopping.addEventListener("abort", onStopping);
    response.on("close", () => {
      clearInterval(beating);
      for (const feed of feeds) feed.close();
      person.ended.removeEventListener("abort", onSessionEnd);
      stopping.removeEventListener("abort", onStopping);
      const left = (open.get(sessionId) ?? 1) - 1;
      if (left > 0) open.set(sessionId, left);
      else open.delete(sessionId);
      isOver();
    });
    if (once === undefined) return;
    await Promise.race([Promise.all(feeds.map(({ told }) => told)), wait(onceMs, stopping)]);
    end();
  });
};

/** Lets so many pieces of work go on at once; the others wait for their turn. */
const createTurns = (most: number) => {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
};
