import type { VmRow } from "./view.ts";

/** A machine as a list has it, for tests that are about something else. */
export const rowOf = (name: string, state: VmRow["state"] = "running"): VmRow => ({
  name,
  origin: "platform",
  uid: name,
  state,
  status: "",
  inferred: false,
  progress: null,
  trouble: null,
  os: { family: "ubuntu", label: "Ubuntu" },
  size: { type: "u1.medium", cpu: 1, memoryBytes: 1 },
  addresses: { public: null, private: null },
  exposure: { kind: "private" },
  filtersPorts: true,
  disks: { count: 0, totalBytes: null },
  labels: [],
  createdAt: "",
  runStrategy: "Always",
  drifted: false,
  deleting: false,
  contradictory: false,
});
