import { isShown, maxShownBytes, maxShownBytesPerSecond, shownKinds } from "#lib/console/watching/frames.ts";
import { noticeText } from "#lib/console/watching/notices.ts";
import { shownName } from "#lib/console/watching/person-name.ts";
import { identityKey, isUnknown } from "../auth/person.ts";
import type { Logger } from "../log.ts";
import { type Holders, whoIs } from "./holders.ts";
import type { MayOpen, OpenTiming, Visitor } from "./open-console.ts";
import { keepReviewing } from "./review.ts";
import type { SessionCaps } from "./session-caps.ts";
import type { Admission } from "./ticket-store.ts";
import type { Audience } from "./watch-audience.ts";
import { recordWatch, type WatchRecords } from "./watch-record.ts";
import type { WatchRelay } from "./watch-relay.ts";
import { createAccept, type WatchSocket } from "./watch-socket.ts";

/** A watcher has nothing to say; its browser's own pongs are no messages. */
export const acceptWatcher = createAccept(1024);
export const acceptShower = createAccept(maxShownBytes);

/** A watcher that does not take what it is sent misses what follows, until it has taken this. */
const mostBacklogBytes = 1024 * 1024;
/** What is dropped of a watcher before it is cut off. */
const mostDropped = 100;
/** A page that shows everything anew has work with it. */
const askEveryMs = 2_000;
/** Messages on their way to the store; beyond them the store is slower than the page. */
const mostUnderWay = 8;

export type WatchOptions = WatchRecords & {
  holders: Holders;
  audience: Audience;
  relay: WatchRelay;
  caps: SessionCaps;
  mayOpen: MayOpen;
  isSignedIn: () => Promise<boolean>;
  /** Whose people watch on behalf of the provider. */
  supportGroups: readonly string[];
  person: Visitor;
  admission: Admission;
  timing: OpenTiming;
  stopping: AbortSignal;
  log: Logger;
};

/** Ends with the session, the right, or the server, like the console that it is about. */
const keepWatchOver = (socket: WatchSocket, options: WatchOptions): void => {
  const { person, admission, stopping, timing, log, mayOpen, isSignedIn } = options;
  const onSessionEnd = (): void =>
    isUnknown(person.ended) ? socket.end(4503, "session unknown") : socket.end(4401, "session ended");
  const onStopping = (): void => socket.end(4503, "server stops");
  const once = { once: true, signal: socket.over };
  person.ended.addEventListener("abort", onSessionEnd, once);
  stopping.addEventListener("abort", onStopping, once);
  if (person.ended.aborted) onSessionEnd();
  else if (stopping.aborted) onStopping();
  const reviewed = {
    isSignedIn,
    mayOpen: () => mayOpen(person, admission),
    timing,
    log,
    onRefused: ({ code, why }: { code: Parameters<WatchSocket["end"]>[0]; why: string }) => socket.end(code, why),
  };
  void keepReviewing(reviewed, socket.over);
};

/** Somebody watches a console: sees what its holder's page shows, and can do nothing. */
export const serveWatcher = async (socket: WatchSocket, options: WatchOptions): Promise<void> => {
  const { holders, audience, relay, caps, person, admission, supportGroups } = options;
  const { tenant, name } = admission;
  let dropped = 0;
  socket.onMessage(() => {
    dropped += 1;
    if (dropped > mostDropped) socket.end(4400, "a watcher that sends");
  });
  const record = recordWatch(options, person, admission);
  const giveBack = await caps.take(identityKey(person.identity), `${tenant}/${name}`);
  if (!giveBack) {
    record.refused(4429);
    return socket.end(4429, "too many");
  }
  socket.atEnd(giveBack);
  const holder = await holders.read(admission);
  if (!holder) {
    record.refused(4412);
    return socket.end(4412, "nobody is there");
  }
  // Bytes mean nothing before the terminal they belong to.
  let needsWhole = true;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** The first showing may have gone by before the store had us on its channel, and an answer may get lost. */
  const ask = (): void => {
    if (performance.now() - askedAt < askEveryMs) return;
    askedAt = performance.now();
    relay.askAgain(holder.id);
  };
  const onShown = (bytes: Buffer): void => {
    const isWhole = bytes[0] === shownKinds.terminal || bytes[0] === shownKinds.picture;
    if (socket.backlogBytes > mostBacklogBytes) {
      needsWhole = true;
      return;
    }
    if (isWhole) needsWhole = false;
    if (needsWhole) ask();
    if (!needsWhole || bytes[0] !== shownKinds.bytes) socket.send(bytes);
  };
  socket.atEnd(relay.onShown(holder.id, onShown));
  socket.atEnd(relay.onEnd(holder.id, () => socket.end(4412, "the holder left")));
  const isSupport = person.identity.groups.some((group) => supportGroups.includes(group));
  const leave = await audience.join(holder.id, { name: shownName(person.identity.name), support: isSupport });
  if (!leave) {
    record.refused(4429);
    return socket.end(4429, "too many watch");
  }
  socket.atEnd(leave);
  socket.atEnd(record.opened(holder.name));
  socket.send(noticeText({ type: "holder", name: holder.name, since: holder.since }));
  // The replica of whoever is watched may be gone without a word.
  const looking = setInterval(() => {
    holders.read(admission).then(
      (now) => now?.id !== holder.id && socket.end(4412, "the holder is gone"),
      () => {},
    );
  }, options.timing.pingEveryMs).unref();
  socket.atEnd(() => clearInterval(looking));
  keepWatchOver(socket, options);
};

/** The page of a console shows it to those who watch. Only the page that holds the place, and only while somebody does. */
export const serveShower = async (socket: WatchSocket, options: WatchOptions): Promise<void> => {
  const { holders, audience, relay, person, admission } = options;
  const holder = await holders.read(admission);
  const isHolder = holder !== null && holder.client === admission.client && holder.who === whoIs(person);
  if (!isHolder) return socket.end(4412, "not the holder");
  let left = 2 * maxShownBytesPerSecond;
  let countedAt = performance.now();
  let underWay = 0;
  let hasDropped = false;
  socket.onMessage((bytes, isBinary) => {
    if (!isBinary || !isShown(admission.kind, bytes)) return socket.end(4400, "nothing that can be shown");
    const now = performance.now();
    left = Math.min(2 * maxShownBytesPerSecond, left + ((now - countedAt) / 1000) * maxShownBytesPerSecond);
    countedAt = now;
    left -= bytes.length;
    if (left < 0) return socket.end(4429, "shows too much");
    if (underWay >= mostUnderWay) {
      hasDropped = true;
      return;
    }
    underWay += 1;
    relay
      .show(holder.id, bytes)
      .catch(() => {
        hasDropped = true;
      })
      .finally(() => {
        underWay -= 1;
        if (underWay > 0 || !hasDropped) return;
        hasDropped = false;
        socket.send(noticeText({ type: "again" }));
      });
  });
  socket.atEnd(relay.onAskedAgain(holder.id, () => socket.send(noticeText({ type: "again" }))));
  let hadWatchers = false;
  socket.atEnd(
    audience.follow(holder.id, (watchers) => {
      if (watchers.length === 0 && hadWatchers) socket.end(1000, "nobody watches");
      hadWatchers ||= watchers.length > 0;
    }),
  );
  socket.atEnd(relay.onEnd(holder.id, () => socket.end(4412, "the console is over")));
  keepWatchOver(socket, options);
};
