import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rowOf } from "#lib/resources/vm/row.fixture.ts";
import type { Person } from "../auth/person.ts";
import { openEventPipe } from "./event-pipe.ts";
import { openListFeed } from "./list-feed.ts";
import { createListFrames } from "./list-frames.ts";
import { ProblemError } from "./problem-error.ts";
import type { Services } from "./services.ts";
import { createTestList, startWriting } from "./testing-list.ts";

const tenant = "tenant-acme";
const gzip = { "accept-encoding": "gzip" };

let writing: Awaited<ReturnType<typeof startWriting>>;
beforeEach(async () => {
  writing = await startWriting();
});
afterEach(() => writing.dispose());

const start = (rights: () => Promise<{ list: boolean; version?: string }> = async () => ({ list: true })) => {
  const shown = createTestList(tenant);
  const frames = createListFrames();
  let isCurrent = true;
  const services = {
    access: async () => {
      const { list, version = "v1" } = await rights();
      return { vms: { list }, version };
    },
    live: { open: () => ({ list: shown.list, isCurrent: () => isCurrent, release: () => {} }) },
    tasks: { subscribe: () => () => {}, of: async () => [] },
  };
  return {
    ...shown,
    shown,
    lose: () => {
      isCurrent = false;
    },
    view: async (have: { epoch: string; version: number } | null = null, headers = gzip) => {
      const browser = await writing.browse(headers);
      const pipe = openEventPipe(browser.response, headers["accept-encoding"]);
      const over: string[] = [];
      const feed = openListFeed(
        { tenant, have },
        {
          // Only what is asked of the fakes above, who ignore it.
          person: {} as Person,
          ...{ pipe, frames, isBrief: false, turn: (work) => work() },
          onStale: () => over.push("stale"),
          onSessionEnd: () => over.push("session"),
        },
        services as unknown as Services,
      );
      browser.response.on("drain", feed.drained);
      return { ...browser, pipe, feed, over };
    },
  };
};
const rows = (count: number, mark = "") =>
  Array.from({ length: count }, (_, n) => ({ ...rowOf(`vm-${String(n).padStart(4, "0")}`), trouble: mark || null }));

describe("a list on a stream", () => {
  it("is a snapshot, then each change once, the same bytes for everybody", async () => {
    const { change, view } = start();
    change(rows(3));
    const [one, other] = [await view(), await view()];
    await expect.poll(() => [one.names()?.length, other.names()?.length]).toEqual([3, 3]);
    change([rowOf("new")], ["vm-0001"]);
    await expect.poll(() => other.names()).toEqual(["new", "vm-0000", "vm-0002"]);
    expect(other.events.map(({ type }) => type)).toEqual(["access", "upstream", "snapshot", "delta"]);
    expect(one.bytes()).toBe(other.bytes());
  });

  it("says when a timeline is worth asking for again, and once each", async () => {
    const { happen, view, change } = start();
    change(rows(1));
    const early = await view();
    await expect.poll(() => early.names()?.length).toBe(1);
    expect(early.known().activity).toBeNull();
    happen("e.1");
    happen("e.1");
    await expect.poll(() => early.known().activity).toBe("e.1");
    const late = await view();
    await expect.poll(() => late.known().activity).toBe("e.1");
    happen(null);
    await expect.poll(() => [early.known().activity, late.known().activity]).toEqual([null, null]);
    expect(early.events.filter(({ type }) => type === "activity")).toHaveLength(2);
  });

  it("tells who comes back only what changed, and everything after another epoch or a version of the future", async () => {
    const { list, change, view } = start();
    change(rows(100));
    const { epoch, version } = list.head();
    change([rowOf("late")]);
    const back = await view({ epoch, version });
    await expect.poll(() => back.events.at(-1)).toMatchObject({ type: "delta", since: version, upsert: { count: 1 } });
    const current = await view(list.head());
    await expect.poll(() => current.events.at(-1)).toMatchObject({ type: "delta", upsert: { count: 0 }, remove: [] });
    for (const have of [
      { epoch: "another", version },
      { epoch, version: 9_999 },
      { epoch, version: -1 },
    ]) {
      const anew = await view(have);
      await expect.poll(() => anew.names()?.length).toBe(101);
    }
  });

  it("writes a long list once for many, who are told besides what changed since", async () => {
    const { change, view } = start();
    change(rows(2_000));
    const one = await view();
    await expect.poll(() => one.names()?.length).toBe(2_000);
    change([rowOf("newest")]);
    const late = await view();
    await expect.poll(() => late.names()?.length).toBe(2_001);
    expect(late.events.slice(-2).map(({ type }) => type)).toEqual(["snapshot", "delta"]);
    change(rows(1_000, "other"));
    const later = await view();
    await expect.poll(() => later.names()?.length).toBe(2_001);
    expect(later.events.at(-1)?.type).toBe("snapshot");
  });

  it("D03: 5,000 machines are at most 100 KB on the wire, each delta well below one", async () => {
    const { change, view } = start();
    const many = Array.from({ length: 5_000 }, (_, n) => ({
      ...rowOf(`machine-${String((n * 7919) % 100_000).padStart(5, "0")}`),
      uid: ((n * 2_654_435_761) % 2 ** 24).toString(16).padStart(6, "0"),
      addresses: {
        public: n % 5 ? null : `203.0.113.${n % 250}`,
        private: `10.244.${(n * 31) % 256}.${(n * 17) % 256}`,
      },
      size: {
        type: ["u1.small", "u1.medium", "s1.large"][n % 3] ?? "",
        cpu: 1 + (n % 4),
        memoryBytes: 2 ** (30 + (n % 4)),
      },
      createdAt: `${new Date(1.79e12 + ((n * 7_654_321) % 2e7) * 1000).toISOString().slice(0, 19)}Z`,
    }));
    change(many);
    const one = await view();
    await expect.poll(() => one.names()?.length, { timeout: 10_000 }).toBe(5_000);
    expect(one.bytes()).toBeLessThan(100 * 1024);
    const before = one.bytes();
    for (let n = 0; n < 100; n++) change([{ ...(many[n] ?? rowOf("x")), state: "stopped" }]);
    await expect.poll(() => one.events.length).toBeGreaterThan(100);
    expect((one.bytes() - before) / 100).toBeLessThan(700);
  });

  it("one viewer who stops reading delays nobody, costs a bounded buffer, and has the last state when it reads on", async () => {
    const { change, view } = start();
    change(rows(50));
    const [stalled, reading] = [await view(), await view()];
    await expect.poll(() => [stalled.names()?.length, reading.names()?.length]).toEqual([50, 50]);
    type Browser = typeof stalled;
    const troubleOf = ({ known }: Browser) => known().list?.rows.find(({ name }) => name === "noisy")?.trouble;
    stalled.stall();
    let most = 0;
    for (let n = 1; n <= 90; n++) {
      const noise = randomBytes(150_000).toString("base64");
      change([{ ...rowOf("noisy"), trouble: `${n} ${noise}` }]);
      most = Math.max(most, stalled.response.writableLength);
      await expect
        .poll(() => reading.known().list?.rows.find(({ name }) => name === "noisy")?.trouble)
        .toMatch(`${n} `);
    }
    // Kernel buffers take some megabytes; what is kept here is one threshold and one frame.
    expect(most).toBeLessThan(500 * 1024);
    stalled.readOn();
    await expect.poll(() => troubleOf(stalled), { timeout: 10_000 }).toMatch("90 ");
    expect(stalled.known().list?.rows).toEqual(reading.known().list?.rows);
    expect(stalled.events.length).toBeLessThan(reading.events.length);
  });

  it("is refused alone, at the beginning or later, and let go", async () => {
    const never = start(async () => ({ list: false }));
    const one = await never.view();
    await expect.poll(() => one.events).toEqual([{ type: "refused", tenant }]);
    expect(never.shown.followers).toBe(0);
    let may = true;
    const later = start(async () => ({ list: may }));
    const other = await later.view();
    await expect.poll(() => other.events.at(-1)?.type).toBe("snapshot");
    may = false;
    other.feed.beat();
    await expect.poll(() => other.events.at(-1)).toEqual({ type: "refused", tenant });
    expect(later.shown.followers).toBe(0);
    const lost = start();
    const third = await lost.view();
    await expect.poll(() => third.events.at(-1)?.type).toBe("snapshot");
    lost.forbid();
    await expect.poll(() => third.events.at(-1)).toEqual({ type: "refused", tenant });
  });

  it("waits for a cluster that cannot say what one may see, and says so once", async () => {
    let failures = 2;
    const { change, view } = start(async () => {
      if (failures-- > 0) throw new ProblemError("unavailable");
      return { list: true };
    });
    change(rows(1));
    const one = await view();
    await expect.poll(() => one.names(), { timeout: 10_000 }).toEqual(["vm-0000"]);
    expect(one.events.flatMap((event) => (event.type === "upstream" ? [event.state] : []))).toEqual(["down", "live"]);
  });

  it("tells when the browser must ask anew: the session is over, or somebody else to the cluster", async () => {
    const gone = start(async () => {
      throw new ProblemError("session-ended");
    });
    const one = await gone.view();
    await expect.poll(() => one.over).toEqual(["session"]);
    const other = start();
    const two = await other.view();
    await expect.poll(() => two.events.at(-1)?.type).toBe("snapshot");
    other.lose();
    two.feed.beat();
    expect(two.over).toEqual(["stale"]);
  });
});

describe("the bytes of a stream", () => {
  it("are valid gzip to the end, in pieces that can be read as they come; or plain for who cannot", async () => {
    const { change, view } = start();
    change(rows(5));
    const packed = await view();
    await expect.poll(() => packed.names()?.length).toBe(5);
    packed.pipe.end();
    await (await packed.reading).ended;
    for (const header of ["", "br", "gzip;q=0", "deflate, gzip;q=0.0"]) {
      const plain = await view(null, { "accept-encoding": header });
      await expect.poll(() => plain.names()?.length).toBe(5);
      expect((await plain.reading).answer.headers["content-encoding"]).toBeUndefined();
      plain.pipe.end();
      await (await plain.reading).ended;
    }
    for (const header of ["gzip", "br, gzip;q=0.5", "deflate,x-gzip"]) {
      const other = await view(null, { "accept-encoding": header });
      expect((await other.reading).answer.headers["content-encoding"]).toBe("gzip");
    }
  });
});
