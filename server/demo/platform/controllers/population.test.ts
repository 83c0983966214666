import { expect, test } from "vitest";
import type { DataVolume, DataVolumeSource } from "../kinds/cdi.ts";
import { nextStep } from "./population.ts";

const volume = (source: DataVolumeSource, name = "vm-disk-a"): DataVolume => ({
  metadata: { name },
  spec: { source, storage: { resources: { requests: {} }, storageClassName: "replicated" } },
});

/** The phases that a volume goes through, at most twenty, with the platform time they take. */
const live = (start: DataVolume) => {
  const phases: string[] = [];
  let totalMs = 0;
  let now = start;
  for (
    let step = nextStep(now);
    step && phases.length < 20 && now.status?.phase !== "Succeeded";
    step = nextStep(now)
  ) {
    totalMs += step.afterMs;
    phases.push(`${step.next.phase} ${step.next.progress ?? "N/A"}`);
    now = { ...now, status: { ...step.next, restartCount: step.restartCount ?? 0 } };
    if (step.next.phase === "UploadReady") break;
  }
  return { phases, totalMs, last: now };
};

test("an import is scheduled, counts up and takes three seconds", () => {
  const { phases, totalMs } = live(volume({ http: { url: "https://x.invalid" } }));
  expect(phases[0]).toBe("ImportScheduled N/A");
  expect(phases.slice(1, 4)).toEqual(["ImportInProgress 10.00%", "ImportInProgress 20.00%", "ImportInProgress 30.00%"]);
  expect(phases.at(-1)).toBe("Succeeded 100.0%");
  expect(totalMs).toBe(3_000);
});

test("a clone has no progress until it is there", () => {
  expect(live(volume({ pvc: { namespace: "cozy-public", name: "x" } })).phases).toEqual([
    "CSICloneInProgress N/A",
    "Succeeded 100.0%",
  ]);
});

test("a blank disk is there at once, an upload waits", () => {
  expect(live(volume({ blank: {} })).phases).toEqual(["Succeeded 100.0%"]);
  expect(live(volume({ upload: {} })).phases).toEqual(["UploadReady N/A"]);
});

test("a failing import repeats and counts, a stalling one stays at 62 %", () => {
  const failing = live(volume({ http: { url: "https://x.invalid" } }, "vm-disk-import-fails-1"));
  expect(failing.last.status?.restartCount).toBe(19);
  const stalling = live(volume({ http: { url: "https://x.invalid" } }, "vm-disk-import-stalls-1"));
  expect(stalling.phases.at(-1)).toBe("ImportInProgress 62.00%");
});
