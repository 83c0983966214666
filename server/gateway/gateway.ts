import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { awayCodes } from "#lib/api/problem.ts";
import { consoleProtocol, type OpenLimits } from "#lib/api/requests.ts";
import type { CloseCode } from "#lib/console/close-codes.ts";
import { noticeText } from "#lib/console/watching/notices.ts";
import { identityKey, type Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { KubeTarget } from "../kube/target.ts";
import { type Logger, reasonOf } from "../log.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { type Accepted, adoptSocket } from "./adopted-socket.ts";
import { maxBrowserFrameBytes } from "./console-pipe.ts";
import { type ConsoleRecords, recordConsole } from "./console-record.ts";
import { EarlyBytes } from "./early-bytes.ts";
import { type Claim, createHolders, type Holder, type Holders } from "./holders.ts";
import { type MayOpen, type OpenTiming, openConsole, type Visitor } from "./open-console.ts";
import { pingFrame } from "./own-frames.ts";
import { acceptUpgrade } from "./raw-socket.ts";
import { closeBrowser, refuseUpgrade } from "./refuse-upgrade.ts";
import { createIdleMemory } from "./reused-reads.ts";
import { createSessionCaps, type SessionCaps } from "./session-caps.ts";
import { type Admission, createTicketStore, type TicketStore } from "./ticket-store.ts";
import { readUpgrade } from "./upgrade-request.ts";
import { type DialResult, type DialTiming, dialConsole } from "./upstream-dial.ts";
import { acceptShower, acceptWatcher, serveShower, serveWatcher } from "./watch.ts";
import { type Audience, createAudience } from "./watch-audience.ts";
import { createWatchRelay, type WatchRelay } from "./watch-relay.ts";
import { WatchSocket } from "./watch-socket.ts";

export type GatewayOptions = ConsoleRecords & {
  /** Porthole's own origin: the only one whose pages may open a console. */
  origin: string;
  target: KubeTarget;
  /** What every answer carries, refused upgrades too. */
  headers: Readonly<Record<string, string>>;
  /** Tickets and places are known to all replicas. */
  store: SharedStore;
  findPerson: (cookieHeader: string | undefined) => Promise<Visitor | null>;
  mayOpen: MayOpen;
  limits: { perIdentity: number; perVm: number } & OpenLimits;
  /** Whose people watch on behalf of the provider. */
  supportGroups: readonly string[];
  log: Logger;
  stopping: AbortSignal;
  timing?: Partial<DialTiming & OpenTiming>;
};

export const defaultTiming: DialTiming & OpenTiming = {
  handshakeMs: 10_000,
  retryForMs: 6000,
  bootForMs: 60_000,
  // A refused dial costs a few milliseconds.
  retryEveryMs: 250,
  imminentEveryMs: 100,
  // Often enough for every proxy on the way (30 s); who is gone is noticed within three of them.
  pingEveryMs: 18_000,
  reviewEveryMs: 45_000,
  reviewTimeoutMs: 10_000,
  reviewAgainMs: 5_000,
  unreviewedMs: 300_000,
};

type Admitted = { person: Visitor; admission: Admission; cookie: string | undefined };

type Joining = Admitted & { log: Logger; record: ReturnType<typeof recordConsole>; giveBack: () => void; claim: Claim };

/**
 * The way from a browser to a guest's screen and serial line, and nothing else: no other subresource has a route. What is wrong
 * with a request is an HTTP status before the upgrade; what the cluster answers is a close code after it, as a page cannot read more.
 */
export class ConsoleGateway {
  readonly tickets: TicketStore;
  readonly #caps: SessionCaps;
  readonly #holders: Holders;
  readonly #audience: Audience;
  readonly #relay: WatchRelay;
  readonly #options: GatewayOptions;
  readonly #timing: DialTiming & OpenTiming;
  readonly #idleMemory = createIdleMemory();

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.tickets = createTicketStore(options.store);
    this.#caps = createSessionCaps(options.store, options.limits);
    this.#holders = createHolders(options.store);
    this.#audience = createAudience(options.store);
    this.#relay = createWatchRelay(options.store);
    this.#timing = { ...defaultTiming, ...options.timing };
  }

  /** Whether this person may open this console now. */
  get mayOpen(): MayOpen {
    return this.#options.mayOpen;
  }

  /** How long a console may stay open. */
  get openLimits(): OpenLimits {
    const { idleMs, lifetimeMs } = this.#options.limits;
    return { idleMs, lifetimeMs };
  }

  /** Whether this person could open one more console of this machine. */
  hasRoom(person: Person, { tenant, name }: Pick<Admission, "tenant" | "name">): Promise<boolean> {
    return this.#caps.hasRoom(identityKey(person.identity), `${tenant}/${name}`);
  }

  /** Who of ours is on this console, whichever replica serves them. */
  holderOf(place: Pick<Admission, "tenant" | "name" | "kind">): Promise<Holder | null> {
    return this.#holders.read(place);
  }

  /** Answers an upgrade below `/ws/`. Every way out of it ends or hands over the socket. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { origin, findPerson, log, stopping } = this.#options;
    const onError = (): void => void socket.destroy();
    socket.on("error", onError);
    const refuse = (status: number, why: string): void => {
      log.info({ status, why }, "console upgrade refused");
      refuseUpgrade(socket, status, this.#options.headers);
    };
    const asked = readUpgrade(request, origin);
    if ("status" in asked) return refuse(asked.status, asked.why);
    try {
      const person = await findPerson(request.headers.cookie);
      if (!person) return refuse(401, "session");
      const admission = await this.tickets.take(asked.ticket, person.sessionId, asked);
      if (!admission) return refuse(403, "ticket");
      if (stopping.aborted) return refuse(503, "stopping");
      const admitted = { person, admission, cookie: request.headers.cookie };
      if (asked.use !== "open") return this.#serveWatching([request, socket, head], admitted);
      const accepted = acceptUpgrade(request, socket, head, consoleProtocol);
      if (accepted) void this.#serve(adoptSocket(accepted, this.#idleMemory), admitted);
    } catch (error) {
      // Nothing was answered yet: the store of sessions and tickets is away.
      refuse(503, reasonOf(error));
    }
  }

  /** The two sides of watching a console; neither reaches a guest. */
  #serveWatching(upgrade: Parameters<typeof acceptWatcher>, { person, admission, cookie }: Admitted): void {
    const isWatcher = admission.use === "watch";
    const webSocket = (isWatcher ? acceptWatcher : acceptShower)(...upgrade);
    if (!webSocket) return;
    const { audit, metrics, findPerson, mayOpen, stopping, supportGroups } = this.#options;
    const log = this.#options.log.child({ person: person.identity.name, watching: admission.use });
    const socket = new WatchSocket(webSocket, this.#timing.pingEveryMs);
    const places = { holders: this.#holders, audience: this.#audience, relay: this.#relay, caps: this.#caps };
    (isWatcher ? serveWatcher : serveShower)(socket, {
      ...places,
      ...{ audit, metrics, mayOpen, supportGroups, person, admission, stopping, log },
      isSignedIn: async () => (await findPerson(cookie)) !== null,
      timing: this.#timing,
    }).catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, "watching failed");
      socket.end(awayCodes.includes(problemOf(error).code) ? 4502 : 4500, "failed");
    });
  }

  /** From here on the browser is told by close codes. Upstream's own words name nodes, addresses and files: they stay in the log. */
  async #serve(accepted: Accepted, admitted: Admitted): Promise<void> {
    const { browser } = accepted;
    const { person, admission } = admitted;
    const { tenant, name, kind } = admission;
    const log = this.#options.log.child({ person: person.identity.name, tenant, vm: name, console: kind });
    const early = new EarlyBytes(browser, maxBrowserFrameBytes);
    const record = recordConsole(this.#options, person, admission);
    const refuse = (code: CloseCode | 1000, reason: string): void => {
      log.warn({ code, reason }, "console refused");
      record.refused(code);
      closeBrowser(browser, code);
    };
    let giveBack = (): void => {};
    try {
      const place = await this.#caps.take(identityKey(person.identity), `${tenant}/${name}`);
      if (!place) return refuse(4429, "too many");
      giveBack = place;
      const claim = await this.#holders.claim(person, admission);
      if (!claim) {
        giveBack();
        return refuse(4423, "held by one of ours");
      }
      giveBack = () => {
        place();
        claim.release();
      };
      const signal = AbortSignal.any([early.left, person.ended, this.#options.stopping]);
      const { target } = this.#options;
      // A machine may take a minute to boot, and proxies end what says nothing for half of one.
      const pings = setInterval(() => browser.write(pingFrame(false)), this.#timing.pingEveryMs).unref();
      const dialled = await dialConsole({
        ...{ target, person, admission, signal },
        timing: this.#timing,
        idleMemory: this.#idleMemory,
      }).finally(() => clearInterval(pings));
      early.release();
      if (dialled.kind === "open") return this.#join(accepted, dialled, { ...admitted, log, record, giveBack, claim });
      giveBack();
      if (dialled.kind === "closed") refuse(dialled.code, dialled.text.slice(0, 500));
      else refuse(this.#givenUpCode(person, early), dialled.kind);
    } catch (error) {
      giveBack();
      refuse(awayCodes.includes(problemOf(error).code) ? 4502 : 4500, reasonOf(error));
    }
  }

  #join(accepted: Accepted, { socket, shown }: Extract<DialResult, { kind: "open" }>, admitted: Joining): void {
    const { browser, heard } = accepted;
    const { findPerson, mayOpen, stopping } = this.#options;
    const { person, admission, cookie, log, record, giveBack, claim } = admitted;
    claim.hold();
    let isOver = false;
    let unfollow: (() => void) | null = null;
    const ended = record.opened(admission.takeOver ? (claim.before?.name ?? null) : null);
    const opened = openConsole({
      browser,
      heard,
      upstream: socket,
      shown,
      person,
      admission,
      isSignedIn: async () => (await findPerson(cookie)) !== null,
      mayOpen,
      stopping,
      timing: this.#timing,
      limits: this.openLimits,
      log,
      takenBy: claim.takenBy,
      onEnd: (end) => {
        unfollow?.();
        this.#relay.end(claim.id);
        giveBack();
        ended(end);
        isOver = true;
      },
    });
    if (isOver) return;
    unfollow = this.#audience.follow(claim.id, (watchers) => opened.tell(noticeText({ type: "watchers", watchers })));
  }

  /** Why a dial was given up: the session's end, ours, or the browser's own doing. */
  #givenUpCode(person: Person, { stop }: EarlyBytes): CloseCode | 1000 {
    if (person.ended.aborted) return 4401;
    if (this.#options.stopping.aborted) return 4503;
    return stop === null || stop === "close" ? 1000 : 4400;
  }
}
