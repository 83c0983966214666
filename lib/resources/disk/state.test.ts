import { describe, expect, it } from "vitest";
import type { DiskFacts } from "./facts.ts";
import { projectDiskRow } from "./rows.ts";
import { dataVolumeSchema, vmDiskSchema } from "./schema.ts";

const released = { conditions: [{ type: "Ready", status: "True", reason: "InstallSucceeded" }] };
const refused = { conditions: [{ type: "Ready", status: "False", reason: "InstallFailed", message: "no such class" }] };
const underWay = { conditions: [{ type: "Ready", status: "False", reason: "Progressing", message: "wait" }] };

const factsOf = (status: object, volume: object | null | "unread", metadata: object = {}): DiskFacts => ({
  disk: vmDiskSchema.parse({
    metadata: { name: "web-data", uid: "0123456789abcdef", ...metadata },
    spec: { storage: "20Gi", storageClass: "replicated", source: { image: { name: "ubuntu-2404" } } },
    status,
  }),
  volume:
    volume === null || volume === "unread"
      ? volume
      : dataVolumeSchema.parse({ metadata: { name: "vm-disk-web-data" }, status: volume }),
  usedBy: ["web", "db"],
});
const rowOf = (...facts: Parameters<typeof factsOf>) => projectDiskRow(factsOf(...facts), 21);
const running = (reason: string, message: string) => [{ type: "Running", status: "False", reason, message }];

describe("how a disk stands", () => {
  it.each([
    [{ phase: "Succeeded", progress: "100.0%" }, "ready", null],
    [{ phase: "ImportInProgress", progress: "12.34%" }, "preparing", 12.34],
    [{ phase: "CSICloneInProgress", progress: "N/A" }, "preparing", null],
    [{ phase: "UploadReady" }, "preparing", null],
    [{ phase: "Pending" }, "waiting", null],
    [{ phase: "ImportScheduled" }, "waiting", null],
    [{ phase: "WaitForFirstConsumer" }, "unclaimed", null],
    [{ phase: "PendingPopulation" }, "unclaimed", null],
    [{ phase: "" }, "waiting", null],
    [{ phase: "Levitating" }, "unknown", null],
  ])("%j: %s", (volume, state, progress) => {
    expect(rowOf(released, volume)).toMatchObject({ state, progress, trouble: null });
  });

  it("an import that is tried again and again does not get on, with the platform's words", () => {
    const conditions = running("Error", "got 404");
    const row = rowOf(released, { phase: "ImportInProgress", progress: "0.00%", restartCount: 4, conditions });
    expect(row).toMatchObject({ state: "failing", trouble: "got 404", progress: 0 });
  });

  it("what no waiting mends is trouble at once", () => {
    const conditions = running("ErrExceededQuota", "exceeded quota: tenant-quota");
    expect(rowOf(released, { phase: "Pending", conditions })).toMatchObject({
      state: "failing",
      trouble: "ErrExceededQuota: exceeded quota: tenant-quota",
    });
  });

  it("what is long over is no trouble any more", () => {
    const conditions = running("Error", "got 503");
    expect(rowOf(released, { phase: "Succeeded", restartCount: 9, conditions })).toMatchObject({
      state: "ready",
      trouble: null,
    });
  });

  it.each([
    [released, "missing"],
    [underWay, "waiting"],
    [{}, "waiting"],
    [refused, "failed"],
  ])("without a volume, %j: %s", (status, state) => expect(rowOf(status, null)).toMatchObject({ state }));

  it("nobody guesses what may not be read, but a refused release is said", () => {
    expect(rowOf(released, "unread")).toMatchObject({ state: "unknown", trouble: null });
    expect(rowOf(refused, "unread")).toMatchObject({ state: "failed", trouble: "no such class" });
  });

  it("one that is being deleted is nothing else", () => {
    const gone = { deletionTimestamp: "2026-11-01T00:00:00Z" };
    expect(rowOf(released, { phase: "Succeeded" }, gone)).toMatchObject({ state: "deleting" });
  });

  it("is a row with its users in order and a uid to tell it by", () =>
    expect(rowOf(released, { phase: "Succeeded" })).toEqual({
      name: "web-data",
      uid: "0123456789abc",
      origin: { kind: "image", name: "ubuntu-2404" },
      storageClass: "replicated",
      optical: false,
      askedBytes: 20 * 1024 ** 3,
      realBytes: 21,
      state: "ready",
      progress: null,
      trouble: null,
      usedBy: ["db", "web"],
      createdAt: "",
    }));

  it("X01: words that a hostile object grew stay short", () => {
    const conditions = running("Error", "<script>".repeat(10_000));
    expect(rowOf(released, { phase: "Failed", conditions }).trouble).toHaveLength(1_000);
  });
});
