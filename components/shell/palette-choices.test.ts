import { describe, expect, it } from "vitest";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { accessWith } from "#lib/resources/vm/access.ts";
import { rowOf } from "#lib/resources/vm/row.fixture.ts";
import { type Choice, choicesFor, type PaletteFacts } from "./palette-choices.ts";

const facts: PaletteFacts = {
  tenant: "tenant-acme",
  tenants: ["tenant-acme", "tenant-acme-dev", "tenant-globex"].map(tenantOf),
  rows: [rowOf("web-01"), rowOf("web-02", "stopped"), rowOf("db")],
  here: null,
  recent: [],
  accessOf: () => accessWith((right) => right !== "restart"),
  words: {
    verbs: {
      start: "Starten",
      stop: "Stoppen",
      restart: "Neu starten",
      console: "Konsole",
      like: "Eine wie diese anlegen",
    },
    pages: {
      overview: "Übersicht",
      vms: "Maschinen",
      new: "Neu",
      disks: "Disks",
      images: "Images",
      activity: "Aktivität",
      access: "Zugang",
      shortcuts: "Tasten",
    },
    deed: (deed, name) => `${deed} ${name}`,
    open: (name, tenant) => `${name} in ${tenant}`,
  },
};
const found = (text: string, part: Partial<PaletteFacts> = {}) => choicesFor({ ...facts, ...part }, text);
const said = (choices: readonly Choice[]) => choices.map(({ group, label }) => `${group}: ${label}`);
const reasonOf = (choices: readonly Choice[], label: string) => {
  const what = choices.find((choice) => choice.label === label)?.what;
  return what?.kind === "deed" ? what.reason : undefined;
};

describe("with nothing typed", () => {
  it("offers pages", () => expect(said(found(" "))).toHaveLength(8));

  it("offers what can be done on the machine whose page is open, what is refused last and with its reason", () => {
    const choices = found("", { here: "web-01" });
    expect(said(choices).slice(0, 5)).toEqual([
      "here: console web-01",
      "here: stop web-01",
      "here: like web-01",
      "here: start web-01",
      "here: restart web-01",
    ]);
    expect(reasonOf(choices, "start web-01")).toBe("already-running");
    expect(reasonOf(choices, "restart web-01")).toBe("role-may-not-restart");
    expect(choices.find(({ label }) => label === "like web-01")).toMatchObject({
      href: "/tenant-acme/vms-new?like=web-01",
    });
  });

  it("offers where one was, not where one is, nor what is gone from here", () => {
    const recent = [
      { tenant: "tenant-acme", vm: "web-01" },
      { tenant: "tenant-acme" },
      { tenant: "tenant-acme", vm: "deleted" },
      { tenant: "tenant-globex", vm: "far" },
      { tenant: "tenant-acme", vm: "db" },
      { tenant: "tenant-globex" },
    ];
    expect(said(found("", { recent, here: "web-01" })).filter((one) => one.startsWith("recent"))).toEqual([
      "recent: far",
      "recent: db",
      "recent: globex",
    ]);
  });
});

describe("with something typed", () => {
  it("finds machines, what can be done on the first of them, and tenants", () =>
    expect(said(found("web"))).toEqual([
      "machines: web-01",
      "machines: web-02",
      "actions: console web-01",
      "actions: stop web-01",
      "actions: like web-01",
      "actions: start web-01",
      "actions: restart web-01",
    ]));

  it("reads a verb in the reader's language or the API's, before or behind the name", () => {
    for (const text of ["stop web", "stoppen web", "web stop"])
      expect(said(found(text)).slice(0, 2)).toEqual(["actions: stop web-01", "actions: stop web-02"]);
    expect(reasonOf(found("stop web-02"), "stop web-02")).toBe("already-stopped");
  });

  it("means the open machine by a verb alone", () =>
    expect(said(found("stop", { here: "db" }))[0]).toBe("actions: stop db"));

  it("finds tenants by name and place, and a machine of another one by both names", () => {
    expect(found("dev").find(({ group }) => group === "tenants")?.href).toBe("/tenant-acme-dev/vms");
    expect(found("glo/web-9").find(({ group }) => group === "machines")?.href).toBe("/tenant-globex/vms/web-9");
    expect(
      found("acme/web-9")
        .filter(({ id }) => id.startsWith("elsewhere"))
        .map(({ href }) => href),
    ).toEqual(["/tenant-acme-dev/vms/web-9"]);
  });

  it("finds where one was in other tenants", () =>
    expect(found("far", { recent: [{ tenant: "tenant-globex", vm: "far" }] })[0]?.href).toBe("/tenant-globex/vms/far"));

  it("finds nothing where nothing answers", () => expect(found("zzzz")).toEqual([]));
});
