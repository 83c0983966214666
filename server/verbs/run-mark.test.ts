import { describe, expect, it } from "vitest";
import { catalogueFixture } from "#lib/create/catalogue.fixture.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import { planOf } from "#lib/create/plan.ts";
import { markedManifests, markOf, recentRuns, runOf } from "./run-mark.ts";

const run = "0b7d4f9e-3a52-4c1e-9f5d-7a1f5f2f4c11";
const now = Date.parse("2026-11-21T23:59:00Z");
const input = { ...defaultInput(catalogueFixture, null), name: "web", cloudInit: "#cloud-config\npassword: hunter2\n" };
const plan = planOf(input, "tenant-a", catalogueFixture);
const marked = markedManifests(plan, input, run, now);
const metadataOf = (index: number): { labels: object; annotations: Record<string, string> } =>
  marked[index]?.metadata ?? { labels: {}, annotations: {} };
const changed = (text: string) => ({
  metadata: { annotations: { ...metadataOf(0).annotations, "porthole-plan": text } },
});
const planText = metadataOf(0).annotations["porthole-plan"] ?? "";

describe("the marks of a run", () => {
  it("are on every object, the plan on the first alone, and the machine's labels stay what people see", () => {
    expect(marked.map(({ kind }) => kind)).toEqual(["VMDisk", "VMInstance"]);
    expect(marked.map((manifest) => runOf(manifest))).toEqual([run, run]);
    expect(metadataOf(0).labels).toEqual({ "created-by": "porthole", "porthole-plan": "2026-11-21" });
    expect(metadataOf(1).labels).toEqual({ "created-by": "porthole" });
    expect(metadataOf(1).annotations).toEqual({ "porthole-run": run });
  });

  it("hold the plan as it was, without a secret", () => {
    expect(planText).not.toContain("hunter2");
    expect(markOf({ metadata: metadataOf(0) })).toEqual({
      run,
      vm: "web",
      disks: ["web-system"],
      cloudInit: true,
      input: { ...input, cloudInit: "" },
    });
  });

  it("are on the machine where no disk is made, without a label", () => {
    const [machine] = markedManifests({ ...plan, disks: [] }, { ...input, disks: [] }, run, now);
    expect(machine?.metadata.labels).toEqual({ "created-by": "porthole" });
    expect(Object.keys(machine?.metadata.annotations ?? {})).toEqual(["porthole-run", "porthole-plan"]);
  });

  it("are asked for by today and yesterday, whatever the clock says at midnight", () => {
    expect(recentRuns(now)).toBe("porthole-plan in (2026-11-21,2026-11-20)");
    expect(recentRuns(now + 120_000)).toBe("porthole-plan in (2026-11-22,2026-11-21)");
  });

  it.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["another version", planText.replace('"v":1', '"v":2')],
    ["a name that is none", planText.replace('"vm":"web"', '"vm":"../web"')],
    ["a disk that is none", planText.replace('"web-system"', '"a/b"')],
    ["more than an annotation holds", `"${"x".repeat(300_000)}"`],
  ])("are none where %s stands", (_, text) => expect(markOf(changed(text))).toBeNull());

  it.each([
    ["another machine's name", planText.replace('"name":"web"', '"name":"other"')],
    ["a field nobody knows", planText.replace('"name":"web"', '"name":"web","x":1')],
    ["fewer disks than the names say", planText.replace('["web-system"]', '["web-system","web-data"]')],
    ["no input", JSON.stringify({ v: 1, vm: "web", disks: ["web-system"], cloudInit: false })],
  ])("can be cleaned up, not gone on with, where the input has %s", (_, text) =>
    expect(markOf(changed(text))).toMatchObject({ run, vm: "web", input: null }),
  );

  it.each(["", "x", `${run}x`, run.toUpperCase()])("name no run %j", (text) =>
    expect(runOf({ metadata: { annotations: { "porthole-run": text } } })).toBeNull(),
  );

  it("leave a plan out that is longer than an annotation may be", () => {
    const long = { ...input, sshKeys: Array(50).fill(`ssh-rsa ${"A".repeat(4_000)}`) };
    const [first] = markedManifests(plan, long, run, now);
    expect(first?.metadata.annotations["porthole-plan"]?.length).toBeLessThan(1_000);
    expect(markOf({ metadata: first?.metadata ?? { annotations: {} } })).toMatchObject({ vm: "web", input: null });
  });
});
