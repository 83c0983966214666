import { describe, expect, it } from "vitest";
import { machinesIn, plainActivityQuery, readActivityQuery, showActivity, writeActivityQuery } from "./query.ts";
import { type ActivityEntry, ofMachine } from "./view.ts";

const entry = (part: Partial<ActivityEntry>): ActivityEntry => ({
  id: "",
  source: "event",
  at: "",
  since: "",
  count: 1,
  isWarning: false,
  vm: null,
  kind: "Pod",
  name: "p",
  reason: "Said",
  message: "",
  ...part,
});
const read = (address: string) => {
  const parameters = new URLSearchParams(address);
  return readActivityQuery((name) => parameters.get(name));
};

describe("the address", () => {
  it.each(["", "?vm=web", "?vm=web-10&kind=warning&q=no+room", "?kind=normal"])("comes back as it was: %j", (address) =>
    expect(writeActivityQuery(read(address))).toBe(address),
  );
  it.each(["?kind=Warning", "?kind=", "?vm=", "?other=1"])("holds nothing that is not known: %s", (address) =>
    expect(read(address)).toEqual(plainActivityQuery),
  );
  it("is bounded", () =>
    expect(read(`?q=${"x".repeat(999)}&vm=${"y".repeat(999)}`)).toMatchObject({
      text: "x".repeat(200),
      vm: "y".repeat(253),
    }));
});

describe("showActivity", () => {
  const entries = [
    entry({ vm: "web", reason: "FailedScheduling", isWarning: true }),
    entry({ vm: "web-1", message: "Assigned IP" }),
    entry({ name: "kube-dns" }),
  ];
  const show = (part: Partial<typeof plainActivityQuery>) =>
    showActivity(entries, { ...plainActivityQuery, ...part }, ({ isWarning }) =>
      isWarning ? "found no node" : "",
    ).map((found) => entries.indexOf(found));

  it.each([
    [{}, [0, 1, 2]],
    [{ vm: "web" }, [0]],
    [{ kind: "warning" as const }, [0]],
    [{ kind: "normal" as const }, [1, 2]],
    [{ text: "ip ASSIGNED" }, [1]],
    [{ text: "no node" }, [0]],
    [{ text: "(.*" }, []],
    [{ text: "kube", vm: "web" }, []],
  ])("of %j shows %j", (part, shown) => expect(show(part)).toEqual(shown));

  it("of one machine has nothing else, and is no version of the whole", () => {
    const view = { entries, gaps: [], isBounded: false, version: "v" };
    expect(ofMachine(view, "web")).toEqual({ ...view, entries: entries.slice(0, 1), version: "" });
    expect(ofMachine(view, "kube-dns").entries).toEqual([]);
  });

  it("knows the machines that something is told of", () => {
    const of = (...names: (string | null)[]) => machinesIn(names.map((vm) => entry({ vm })));
    expect(of("web-10", "web-9", null, "web-10")).toEqual(["web-9", "web-10"]);
  });
});
