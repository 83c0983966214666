import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eraDialects } from "#lib/resources/dialect/eras.fixture.ts";
import { accessWith } from "#lib/resources/vm/access.ts";
import { createAudit } from "../audit/audit.ts";
import { createAppWriter } from "../kube/app-writer.ts";
import { type Apps, somebody, startApps, web } from "../kube/testing-apps.ts";
import { createWriteQueue } from "../kube/write-queue.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { createVmRemover } from "./delete-vm.ts";

type Tools = Parameters<typeof createVmRemover>[0];
const ada = somebody("ada");
const source = { requestId: "r", address: "127.0.0.1" };
let apps: Apps;
beforeEach(async () => {
  apps = await startApps();
});
afterEach(() => apps.dispose());

/** `mayAt`: whether the right is there, by how old the answer may be; `undefined` is the usual minute. */
const remover = ({ mayAt = (_maxAgeMs?: number): boolean => true } = {}) => {
  const store = createMemoryStore();
  const audited = vi.fn();
  const poked: string[] = [];
  const list = { poke: (name: string) => poked.push(name) };
  // All that a delete asks of a list.
  const live = { using: async (_person, _tenant, work) => work(list as never) } as Pick<Tools["live"], "using">;
  const remove = createVmRemover({
    access: async (_person, tenant, options) => {
      const may = mayAt(options?.maxAgeMs);
      return {
        tenant,
        level: "admin",
        vms: accessWith((right) => right !== "delete" || may),
        named: {},
        version: "",
      };
    },
    live: live as Tools["live"],
    dialect: { read: async () => eraDialects.current },
    writer: createAppWriter({
      kube: apps.kube,
      queue: createWriteQueue({ store }),
      store,
      timing: { everyMs: 5, lagMs: 100, patienceMs: 150 },
    }),
    audit: { ...createAudit({ log: pino({ level: "silent" }), file: null, toLog: false }), record: audited },
  });
  return {
    poked,
    audited,
    remove: (uid: string) => remove(ada, { tenant: web.tenant, name: web.name, uid, source }),
  };
};

const deletes = () => apps.writes.filter(({ method }) => method === "DELETE");
const rejected = (work: Promise<unknown>) => expect(work).rejects;

describe("deleting a machine", () => {
  it("is one request in the person's own name, and leaves a line of who deleted what", async () => {
    const { metadata } = apps.put("web");
    const { remove, audited, poked } = remover();
    await remove(metadata.uid);
    expect(deletes()).toHaveLength(1);
    const tokens = new Set(apps.upstream.seen.map(({ headers }) => headers.authorization));
    expect(tokens).toEqual(new Set(["Bearer token-of-ada"]));
    expect(audited).toHaveBeenCalledTimes(1);
    expect(audited.mock.calls[0]?.[1]).toMatchObject({
      event: "write",
      verb: "delete",
      outcome: "done",
      tenant: web.tenant,
      kind: "VMInstance",
      name: "web",
    });
    expect(poked).toEqual(["web"]);
  });

  it("is refused to who lacks the right, naming the role that has it, and asks the cluster for no write", async () => {
    const { metadata } = apps.put("web");
    const { remove, audited } = remover({ mayAt: () => false });
    await rejected(remove(metadata.uid)).toMatchObject({
      problem: { code: "forbidden", denied: { verb: "delete", resource: "vminstances", role: "admin" } },
    });
    expect(apps.writes).toEqual([]);
    expect(audited.mock.calls[0]?.[1]).toMatchObject({ verb: "delete", outcome: "forbidden" });
  });

  it("is not refused for what was true a minute ago", async () => {
    const { metadata } = apps.put("web");
    await remover({ mayAt: (maxAgeMs) => maxAgeMs !== undefined }).remove(metadata.uid);
    expect(deletes()).toHaveLength(1);
  });

  it("leaves alone another machine of the same name that was made meanwhile", async () => {
    const seen = apps.put("web").metadata.uid;
    apps.put("web");
    await rejected(remover().remove(seen)).toMatchObject({ problem: { code: "conflict" } });
    expect(apps.writes).toEqual([]);
  });

  it("of a machine that is gone says so", async () => {
    await rejected(remover().remove("uid-1")).toMatchObject({ problem: { code: "not-found" } });
    expect(apps.writes).toEqual([]);
  });
});
