import { expect, it } from "vitest";
import { diskPhaseOf } from "./disk-phase.ts";

it.each([
  ["Succeeded", "ready"],
  ["CSICloneInProgress", "preparing"],
  ["ImportInProgress", "preparing"],
  ["PVCBound", "preparing"],
  ["ImportScheduled", "waiting"],
  ["UploadScheduled", "waiting"],
  ["WaitForFirstConsumer", "waiting"],
  ["Failed", "failed"],
  ["Missing", "missing"],
  ["", "unknown"],
  ["Unknown", "unknown"],
  ["constructor", "unknown"],
] as const)("phase %j is %s", (phase, group) => expect(diskPhaseOf({ phase })).toBe(group));
