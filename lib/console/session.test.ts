import { describe, expect, test } from "vitest";
import type { ProblemCode } from "../api/problem.ts";
import type { OpenLimits, TicketRequest } from "../api/requests.ts";
import type { MachineFact } from "./machine-fact.ts";
import { ConsoleSession, type ConsoleSocket, type ConsoleTransport } from "./session.ts";

/** A socket whose far side is the test. */
class FarSocket extends EventTarget implements ConsoleSocket {
  binaryType: BinaryType = "blob";
  readyState: WebSocket["readyState"] = WebSocket.CONNECTING;
  closedHere = false;
  readonly address: string;
  readonly protocols: string[];

  constructor(address: string, protocols: string[]) {
    super();
    this.address = address;
    this.protocols = protocols;
  }

  readonly sent: unknown[] = [];

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.closedHere = true;
  }

  opens(): void {
    this.readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event("open"));
    this.dispatchEvent(Object.assign(new Event("message"), { data: new ArrayBuffer(0) }));
  }

  ends(code: number, reason = ""): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
  }
}

const world = (kind: "vnc" | "serial" = "vnc", machine: MachineFact = "on") => {
  const asked: TicketRequest[] = [];
  const sockets: FarSocket[] = [];
  const viewer: string[] = [];
  const limits: OpenLimits = { idleMs: null, lifetimeMs: null };
  let refusal: ProblemCode | null = null;
  let nowMs = 0;
  let timer: { due: number; callback: () => void } | null = null;
  const transport: ConsoleTransport<FarSocket> = {
    ask: async (request) => {
      asked.push(request);
      return refusal ? { ok: false, code: refusal } : { ok: true, ticket: `t${asked.length}`, limits };
    },
    open: (address, protocols) => {
      const socket = new FarSocket(address, protocols);
      sockets.push(socket);
      return socket;
    },
    nowMs: () => nowMs,
    chance: () => 0,
    after: (ms, callback) => {
      timer = { due: nowMs + ms, callback };
      return () => {
        timer = null;
      };
    },
  };
  const session = new ConsoleSession({
    kind,
    machine,
    transport,
    viewer: { attach: () => viewer.push("attach"), letGo: () => viewer.push("let go") },
  });
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const wait = async (ms: number) => {
    nowMs += ms;
    if (timer && timer.due <= nowMs) timer.callback();
    await settle();
  };
  const last = (): FarSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  };
  const refuse = (code: ProblemCode | null) => {
    refusal = code;
  };
  const connected = async () => {
    session.start();
    await settle();
    last().opens();
  };
  return { limits, session, asked, sockets, viewer, settle, wait, last, refuse, connected };
};

describe("a console session", () => {
  test("asks, then opens with the ticket among the protocols, in binary", async () => {
    const { session, last, settle, viewer } = world();
    session.start();
    await settle();
    expect(last()).toMatchObject({
      address: "/ws/console/vnc",
      protocols: ["porthole.v1", "ticket.t1"],
      binaryType: "arraybuffer",
    });
    last().dispatchEvent(new Event("open"));
    expect(session.state.phase).toBe("connecting");
    expect(viewer).toEqual([]);
    last().opens();
    expect(viewer).toEqual(["attach"]);
    expect(session.state.phase).toBe("connected");
  });

  test("F34: never comes back by itself after an eviction, with any amount of time", async () => {
    const { session, asked, last, connected, wait, viewer } = world();
    await connected();
    last().ends(4410);
    await wait(3_600_000);
    session.setMachine("on");
    await wait(3_600_000);
    expect(session.state).toEqual({ phase: "ended", reason: "evicted" });
    expect(asked).toHaveLength(1);
    expect(viewer).toEqual(["attach", "let go"]);
  });

  test("F33: after a restart it is connected from the guest's first byte, by the dial that waited for it", async () => {
    const { session, asked, last, connected, settle, sockets } = world();
    await connected();
    last().ends(4410);
    session.setMachine("booting");
    await settle();
    expect(asked.at(-1)).toEqual({ kind: "vnc", takeOver: false, atBoot: true });
    expect(session.state.phase).toBe("waiting-for-boot");
    session.setMachine("on");
    expect(session.state.phase).toBe("connecting");
    expect(sockets).toHaveLength(2);
    last().opens();
    expect(session.state.phase).toBe("connected");
    expect(last().closedHere).toBe(false);
  });

  test("a machine that is switched off while it boots is dialled no more", async () => {
    const { session, last, settle } = world("serial", "booting");
    session.start();
    await settle();
    expect(last().closedHere).toBe(false);
    session.setMachine("off");
    expect(last().closedHere).toBe(true);
    expect(session.state.phase).toBe("off");
  });

  test("W16: a hidden serial console does not wait at the door of a machine that boots", async () => {
    const { session, asked, settle } = world("serial", "booting");
    session.setVisible(false);
    session.start();
    await settle();
    expect(asked).toHaveLength(0);
    session.setVisible(true);
    await settle();
    expect(asked).toEqual([{ kind: "serial", takeOver: false, atBoot: true }]);
  });

  test("W16: a new sign-in brings a hidden serial console back only when it is seen", async () => {
    const { session, asked, last, connected, settle } = world("serial");
    await connected();
    last().ends(4401);
    session.setVisible(false);
    session.resume();
    await settle();
    expect(asked).toHaveLength(1);
    session.setVisible(true);
    await settle();
    expect(asked).toHaveLength(2);
  });

  test("a page that is seen again, or whose network is back, does not wait for the countdown", async () => {
    const { session, asked, last, connected, settle } = world();
    await connected();
    last().ends(1006);
    session.hurry();
    await settle();
    expect(asked).toHaveLength(2);
    last().opens();
    session.hurry();
    expect(session.state.phase).toBe("connected");
  });

  test("comes back after a broken line with back-off, never asking to take over", async () => {
    const { session, asked, last, connected, wait } = world();
    session.connect({ takeOver: true });
    await wait(0);
    last().opens();
    last().ends(1006);
    expect(session.state.phase).toBe("lost");
    await wait(499);
    expect(asked).toHaveLength(1);
    await wait(1);
    expect(asked.map(({ takeOver }) => takeOver)).toEqual([true, false]);
    await connected();
  });

  test("F37: tickets are granted and no socket opens, three times: something on the way is said to be it, until a person tries again", async () => {
    const { session, asked, last, connected, wait, settle } = world();
    session.start();
    await settle();
    last().ends(1006);
    await wait(1000);
    last().ends(1006);
    await wait(2000);
    last().ends(1006);
    expect(session.state).toEqual({ phase: "ended", reason: "blocked" });
    await wait(60_000);
    expect(asked).toHaveLength(3);
    session.connect();
    await connected();
    last().ends(1006);
    expect(session.state.phase).toBe("lost");
  });

  test("F37: a line that opened in between, or a server that gave its reason, is no proxy", async () => {
    const { session, last, wait, settle } = world();
    session.start();
    await settle();
    for (const [at, end] of [1006, 4502, 1006, 1006].entries()) {
      last().ends(end);
      expect(session.state.phase).toBe("lost");
      await wait(500 * 2 ** at);
    }
    last().opens();
    last().ends(1006);
    expect(session.state.phase).toBe("lost");
  });

  test("a machine found off after a broken line ends the retries", async () => {
    const { session, asked, last, connected, wait, refuse } = world();
    await connected();
    refuse("not-running");
    last().ends(1006);
    await wait(1000);
    await wait(60_000);
    expect(session.state).toEqual({ phase: "off" });
    expect(asked).toHaveLength(2);
  });

  test("in use waits for the choice to take over", async () => {
    const { session, asked, last, settle } = world();
    session.start();
    await settle();
    last().ends(4423);
    expect(session.state).toEqual({ phase: "ended", reason: "in-use" });
    session.connect({ takeOver: true });
    await settle();
    expect(asked.at(-1)).toEqual({ kind: "vnc", takeOver: true });
  });

  test("F34: told who took it over and when, it ends with that and never comes back by itself", async () => {
    const { session, asked, last, connected, wait, settle } = world();
    await connected();
    await wait(5000);
    last().ends(4411, "taken-over by vera.rossi");
    expect(session.state).toEqual({ phase: "ended", reason: "taken-over", by: "vera.rossi", atMs: 5000 });
    await wait(3_600_000);
    session.setMachine("on");
    session.setVisible(true);
    expect(session.state).toMatchObject({ phase: "ended", reason: "taken-over" });
    expect(asked).toHaveLength(1);
    session.connect({ takeOver: true });
    await settle();
    expect(asked.at(-1)).toEqual({ kind: "vnc", takeOver: true });
  });

  test("W16: a hidden serial console does not take the line by itself", async () => {
    const { session, asked, last, connected, wait, settle } = world("serial");
    await connected();
    session.setVisible(false);
    last().ends(4503);
    await wait(1000);
    expect(session.state.phase).toBe("asking");
    expect(asked).toHaveLength(1);
    session.setVisible(true);
    await settle();
    expect(asked).toHaveLength(2);
  });

  test("an operator's limit is warned of; staying says nothing to the guest, and only input counts", async () => {
    const { session, limits, last, connected, wait } = world();
    limits.idleMs = 600_000;
    await connected();
    await wait(540_000);
    expect(session.warning).toEqual({ limit: "idle", endsAtMs: 600_000 });
    // A request for the next picture is the viewer's own doing, a key is a person's.
    const socket = last();
    socket.send(new Uint8Array([3, 1]));
    expect(session.warning).not.toBeNull();
    session.stay();
    expect(session.warning).toBeNull();
    expect(socket.sent).toEqual([new Uint8Array([3, 1]), new Uint8Array(0)]);
    socket.ends(4408);
    expect(session.state).toEqual({ phase: "ended", reason: "idle" });
    await wait(10_000_000);
    expect(session.warning).toBeNull();
    expect(session.state).toEqual({ phase: "ended", reason: "idle" });
  });

  test("a machine that is off is not asked for", async () => {
    const { session, asked, settle } = world("vnc", "off");
    session.start();
    await settle();
    expect(session.state.phase).toBe("off");
    expect(asked).toHaveLength(0);
  });

  test("the viewer's own failure ends it", async () => {
    const { session, last, connected } = world();
    await connected();
    session.fail();
    expect(session.state).toEqual({ phase: "ended", reason: "display-failed" });
    expect(last().closedHere).toBe(true);
  });

  test("dispose closes the socket, and a ticket that arrives later opens none", async () => {
    const { session, sockets, last, connected, viewer, settle } = world();
    await connected();
    session.dispose();
    expect(last().closedHere).toBe(true);
    expect(viewer).toEqual(["attach", "let go"]);

    const late = world();
    late.session.start();
    late.session.dispose();
    await settle();
    expect(late.sockets).toHaveLength(0);
    expect(sockets).toHaveLength(1);
  });
});
