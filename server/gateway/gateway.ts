import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { consoleProtocol } from "#lib/api/requests.ts";
import type { CloseCode } from "#lib/console/close-codes.ts";
import { identityKey, type Person } from "../auth/person.ts";
import type { KubeTarget } from "../kube/target.ts";
import { type Logger, reasonOf } from "../log.ts";
import { maxBrowserFrameBytes } from "./console-pipe.ts";
import { EarlyBytes } from "./early-bytes.ts";
import { type MayOpen, type OpenTiming, openConsole, type Visitor } from "./open-console.ts";
import { acceptUpgrade } from "./raw-socket.ts";
import { closeBrowser, refuseUpgrade } from "./refuse-upgrade.ts";
import { SessionCaps } from "./session-caps.ts";
import { type Admission, TicketStore } from "./ticket-store.ts";
import { readUpgrade } from "./upgrade-request.ts";
import { type DialTiming, dialConsole } from "./upstream-dial.ts";

export type GatewayOptions = {
  /** Porthole's own origin: the only one whose pages may open a console. */
  origin: string;
  target: KubeTarget;
  findPerson: (cookieHeader: string | undefined) => Promise<Visitor | null>;
  mayOpen: MayOpen;
  limits: { perIdentity: number; perVm: number };
  log: Logger;
  stopping: AbortSignal;
  timing?: Partial<DialTiming & OpenTiming>;
};

export const defaultTiming: DialTiming & OpenTiming = {
  handshakeMs: 10_000,
  retryForMs: 6000,
  retryEveryMs: 500,
  // Often enough for every proxy on the way (30 s); who is gone is noticed within three of them.
  pingEveryMs: 18_000,
  reviewEveryMs: 45_000,
  reviewTimeoutMs: 10_000,
  reviewAgainMs: 5_000,
  unreviewedMs: 300_000,
};

type Admitted = { person: Visitor; admission: Admission; cookie: string | undefined };

/**
 * The way from a browser to a guest's screen and serial line, and nothing else: no other subresource has a route. What is wrong
 * with a request is an HTTP status before the upgrade; what the cluster answers is a close code after it, as a page cannot read more.
 */
export class ConsoleGateway {
  readonly tickets = new TicketStore();
  readonly #caps: SessionCaps;
  readonly #options: GatewayOptions;
  readonly #timing: DialTiming & OpenTiming;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#caps = new SessionCaps(options.limits);
    this.#timing = { ...defaultTiming, ...options.timing };
  }

  /** Whether this person may open this console now. */
  get mayOpen(): MayOpen {
    return this.#options.mayOpen;
  }

  /** Whether this person could open one more console of this machine. */
  hasRoom(person: Person, { tenant, name }: Pick<Admission, "tenant" | "name">): boolean {
    return this.#caps.hasRoom(identityKey(person.identity), `${tenant}/${name}`);
  }

  /** Answers an upgrade below `/ws/`. Every way out of it ends or hands over the socket. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { origin, findPerson, log, stopping } = this.#options;
    const onError = (): void => void socket.destroy();
    socket.on("error", onError);
    const refuse = (status: number, why: string): void => {
      log.info({ status, why }, "console upgrade refused");
      refuseUpgrade(socket, status);
    };
    try {
      const asked = readUpgrade(request, origin);
      if ("status" in asked) return refuse(asked.status, asked.why);
      const person = await findPerson(request.headers.cookie);
      if (!person) return refuse(401, "session");
      const admission = this.tickets.take(asked.ticket, person.sessionId, asked.kind);
      if (!admission) return refuse(403, "ticket");
      if (stopping.aborted) return refuse(503, "stopping");
      const browser = acceptUpgrade(request, socket, head, consoleProtocol);
      if (browser) await this.#serve(browser, { person, admission, cookie: request.headers.cookie });
    } catch (error) {
      log.error({ reason: reasonOf(error) }, "console upgrade failed");
      socket.destroy();
    }
  }

  async #serve(browser: Duplex, { person, admission, cookie }: Admitted): Promise<void> {
    const { target, findPerson, mayOpen, stopping } = this.#options;
    const { tenant, name, kind, takeOver } = admission;
    const log = this.#options.log.child({ person: person.identity.name, tenant, vm: name, console: kind });
    const startedAt = Date.now();
    const give = this.#caps.take(identityKey(person.identity), `${tenant}/${name}`);
    if (!give) {
      log.warn("console refused: too many");
      closeBrowser(browser, 4429);
      return;
    }
    const early = new EarlyBytes(browser, maxBrowserFrameBytes);
    const signal = AbortSignal.any([early.left, person.ended, stopping]);
    const dialled = await dialConsole({ target, person, admission, timing: this.#timing, signal });
    early.release();
    if (dialled.kind === "open") {
      log.info({ audit: true, takeOver }, "console opened");
      openConsole({
        browser,
        upstream: dialled.socket,
        person,
        admission,
        isSignedIn: async () => (await findPerson(cookie)) !== null,
        mayOpen,
        stopping,
        timing: this.#timing,
        log,
        onEnd: ({ by, code, why }) => {
          give();
          log.info({ by, code, why, ms: Date.now() - startedAt }, "console closed");
        },
      });
      return;
    }
    give();
    const code = dialled.kind === "closed" ? dialled.code : this.#givenUpCode(person, early);
    // Upstream's words name nodes, addresses and files: they stay here.
    log.warn(
      { code, upstream: dialled.kind === "closed" ? dialled.text.slice(0, 500) : dialled.kind },
      "console refused",
    );
    closeBrowser(browser, code);
  }

  /** Why a dial was given up: the session's end, ours, or the browser's own doing. */
  #givenUpCode(person: Person, { stop }: EarlyBytes): CloseCode | 1000 {
    if (person.ended.aborted) return 4401;
    if (this.#options.stopping.aborted) return 4503;
    return stop === null || stop === "close" ? 1000 : 4400;
  }
}
