import { describe, expect, test } from "vitest";
import { world } from "./session.fixture.ts";

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
