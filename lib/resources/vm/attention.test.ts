import { describe, expect, it } from "vitest";
import { type AttentionFacts, attentionOf } from "./attention.ts";

const vm = (facts: Partial<AttentionFacts> = {}): AttentionFacts => ({
  state: "running",
  status: "Running",
  trouble: null,
  conditions: [],
  events: [],
  disksAttached: [],
  ...facts,
});
const ready = (reason: string, message: string) => ({
  of: "VMInstance" as const,
  name: "web",
  type: "Ready",
  status: "False",
  reason,
  message,
  since: "",
});
const keys = (facts: Partial<AttentionFacts>) => attentionOf(vm(facts)).map(({ key }) => key);

describe("attentionOf", () => {
  it("says nothing about a machine that runs", () => expect(keys({})).toEqual([]));

  it.each([
    ["CrashLoopBackOff", "crash-loop"],
    ["ErrorUnschedulable", "unschedulable"],
    ["ErrImagePull", "image-pull"],
    ["DataVolumeError", "disk-failed"],
    ["ImportFailing", "import-failing"],
  ])("translates %s", (status, key) =>
    expect(attentionOf(vm({ state: "attention", status, trouble: "words" }))).toEqual([{ key, words: "words" }]),
  );

  it("lets the event speak where no condition says why", () => {
    const event = { at: "", kind: "VirtualMachineInstance", name: "", reason: "", count: 1 };
    const events = [
      { ...event, type: "Normal", message: "created" },
      { ...event, type: "Warning", message: "PVC vm-disk-x does not exist" },
    ];
    const facts = { state: "attention", status: "CrashLoopBackOff" } as const;
    const words = (trouble: string | null, told = events) =>
      attentionOf(vm({ ...facts, trouble, events: told }))[0]?.words;
    expect(words(null)).toBe("PVC vm-disk-x does not exist");
    expect(words("exceeded quota")).toBe("exceeded quota");
    expect(words(null, [])).toBeNull();
    // Never Porthole's own conclusion as the platform's words.
    const own = { state: "attention", trouble: "disk x does not exist", events } as const;
    const missing = { key: "disk-missing", words: "PVC vm-disk-x does not exist" };
    expect(attentionOf(vm({ ...own, events: [...events], status: "ErrorPvcNotFound" }))).toEqual([missing]);
    const lost = {
      name: "x",
      sizeBytes: null,
      storageClass: "",
      optical: false,
      bootOrder: 1,
      progress: null,
      image: null,
    };
    const disksAttached = [{ ...lost, phase: "Missing" }];
    expect(attentionOf(vm({ ...own, events: [], status: "", disksAttached }))).toEqual([{ ...missing, words: null }]);
  });

  it("keeps the platform's words when it knows no better", () =>
    expect(attentionOf(vm({ state: "attention", status: "", trouble: "0/3 nodes" }))).toEqual([
      { key: "other", words: "0/3 nodes" },
    ]));

  it("tells a refused setting from a machine that is only stopped", () => {
    expect(keys({ conditions: [ready("UpgradeFailed", "Specified disk not exists in cluster")] })).toEqual([
      "release-failed",
    ]);
    const wait = "timeout waiting for: [VirtualMachine/tenant-acme/vm-instance-web status: 'InProgress']";
    expect(keys({ state: "stopped", conditions: [ready("UpgradeFailed", wait)] })).toEqual([]);
  });

  it("ignores a machine that is not ready for another reason", () => {
    expect(keys({ state: "stopped", conditions: [ready("Progressing", "")] })).toEqual([]);
    expect(keys({ state: "stopped", conditions: [{ ...ready("VMIFailed", ""), of: "VirtualMachine" }] })).toEqual([]);
  });

  it("adds a pending restart after what is worse", () =>
    expect(
      keys({
        state: "attention",
        status: "CrashLoopBackOff",
        conditions: [{ ...ready("", ""), of: "VirtualMachine", type: "RestartRequired", status: "True" }],
      }),
    ).toEqual(["crash-loop", "restart-required"]));
});
