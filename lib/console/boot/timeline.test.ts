import { describe, expect, test } from "vitest";
import { accessWith } from "../../resources/vm/access.ts";
import { rowOf } from "../../resources/vm/row.fixture.ts";
import { earlierBoots, type KeptBoots, keptBootsOf, withBoot } from "./kept.ts";
import { platformPhaseOf } from "./platform-phase.ts";
import type { GuestStage } from "./signs.ts";
import { stepsOf, totalMs } from "./steps.ts";
import {
  type Boot,
  type BootEvent,
  type BootSituation,
  isOver,
  isUp,
  isWhole,
  nextBoot,
  nothingSeen,
} from "./timeline.ts";
import { watchKindOf, watchPermit } from "./watch-kind.ts";

const machine = (phase: ReturnType<typeof platformPhaseOf>): BootEvent => ({ type: "machine", phase });
const stage = (name: GuestStage): BootEvent => ({ type: "stage", stage: name });
const asked: BootEvent = { type: "asked" };
const ending: BootEvent = { type: "ending" };

/** Each event a second after the one before. */
const after = (...events: BootEvent[]): BootSituation =>
  events.reduce((now, event, index) => nextBoot(now, event, index * 1000), nothingSeen);
const bootAfter = (...events: BootEvent[]): Boot => {
  const { boot } = after(...events);
  if (!boot) throw new Error("no boot was seen");
  return boot;
};
const stages = ({ marks }: Boot): string => marks.map((mark) => mark.stage).join(" ");

const started = [machine("off"), asked, machine("placing"), machine("running")] as const;
const linux = [...started, stage("firmware"), stage("kernel"), stage("services"), stage("login")] as const;

describe("a boot", () => {
  test("from the click to the prompt", () => {
    const boot = bootAfter(...linux);
    expect(stages(boot)).toBe("asked placing running firmware kernel services login");
    expect(boot.begun).toBe("asked");
    expect([isUp(boot), isOver(boot), isWhole(boot)]).toEqual([true, true, true]);
    expect(totalMs(boot)).toBe(6000);
  });

  test("of a machine whose disk is prepared first, started by somebody else", () => {
    const boot = bootAfter(machine("off"), machine("disk"), machine("placing"), machine("running"), stage("kernel"));
    expect(stages(boot)).toBe("disk placing running kernel");
    expect(boot.begun).toBe("platform");
  });

  test("is none until something of it was seen: a list may be told late that a machine has been running", () => {
    expect(after(machine("off"), machine("running")).boot).toBeNull();
  });

  test("has its machine running before its guest speaks, also where the list lags", () => {
    const boot = bootAfter(machine("off"), asked, machine("placing"), stage("kernel"), machine("running"));
    expect(stages(boot)).toBe("asked placing running kernel");
  });

  test("that had begun when the window opened compares with nothing", () => {
    const boot = bootAfter(machine("placing"), machine("running"), stage("kernel"), stage("login"));
    expect(boot.begun).toBe("middle");
    expect(isWhole(boot)).toBe(false);
  });

  test("of which only the prompt was seen is no measure either", () => {
    expect(isWhole(bootAfter(...started, stage("login")))).toBe(false);
  });

  test("is not seen where a machine just runs", () => {
    expect(after(machine("running"), machine("running")).boot).toBeNull();
  });

  test("is not ended by a list that has not heard of the start yet", () => {
    expect(bootAfter(machine("unknown"), asked, machine("off")).endedAtMs).toBeNull();
  });

  test("that was refused is none", () => {
    expect(after(machine("off"), asked, { type: "refused" }).boot).toBeNull();
    expect(after(...started, { type: "refused" }).boot).not.toBeNull();
  });

  test("ends with the machine", () => {
    const boot = bootAfter(...started, stage("kernel"), machine("off"));
    expect(boot.endedAtMs).toBe(5000);
    expect(isUp(boot)).toBe(false);
  });

  test("that the guest begins itself leaves the platform out", () => {
    const boot = bootAfter(...linux, ending, stage("firmware"), machine("running"), stage("kernel"), stage("login"));
    expect(stages(boot)).toBe("firmware kernel login");
    expect(boot.begun).toBe("guest");
  });

  test("of a guest without firmware on the line is seen by its kernel once it has gone down", () => {
    expect(stages(bootAfter(...linux, ending, stage("kernel")))).toBe("kernel");
  });

  test("is none when somebody reads the log after it", () => {
    expect(stages(bootAfter(...linux, stage("kernel"), stage("services")))).toBe(stages(bootAfter(...linux)));
  });

  test("is none while the machine goes down", () => {
    expect(after(machine("running"), machine("ending"), stage("services")).boot).toBeNull();
  });

  test("that fails says where, and is over", () => {
    const boot = bootAfter(...started, stage("kernel"), { type: "failure", failure: "panic" });
    expect(boot.failure).toEqual({ failure: "panic", atMs: 5000 });
    expect([isOver(boot), isWhole(boot)]).toEqual([true, false]);
    expect(stages(bootAfter(...linux, { type: "failure", failure: "panic" }, stage("kernel")))).toBe("kernel");
  });

  test("that goes on from the rescue shell is well again", () => {
    const boot = bootAfter(...started, stage("kernel"), { type: "failure", failure: "emergency" }, stage("login"));
    expect(boot.failure).toBeNull();
    expect(isUp(boot)).toBe(true);
  });

  test("does not fail after the prompt because somebody reads of it", () => {
    expect(bootAfter(...linux, { type: "failure", failure: "emergency" }).failure).toBeNull();
  });

  test("counts what did not start, and takes cloud-init's own time", () => {
    const boot = bootAfter(
      ...started,
      stage("kernel"),
      { type: "failed-unit" },
      { type: "failed-unit" },
      stage("login"),
      { type: "stage", stage: "cloud-done", upSeconds: 9.87 },
    );
    expect([boot.failedUnits, boot.upSeconds]).toEqual([2, 9.87]);
  });
});

describe("steps", () => {
  test("last until the next, and ends take no time", () => {
    const steps = stepsOf(bootAfter(...linux), []);
    expect(steps.map(({ stage: name, tookMs }) => [name, tookMs])).toEqual([
      ["asked", 1000],
      ["placing", 1000],
      ["running", 1000],
      ["firmware", 1000],
      ["kernel", 1000],
      ["services", 1000],
      ["login", null],
    ]);
    expect(steps.some(({ isCurrent }) => isCurrent)).toBe(false);
  });

  test("the last one goes on until something ends it", () => {
    expect(stepsOf(bootAfter(...started, stage("kernel")), []).at(-1)).toMatchObject({ tookMs: null, isCurrent: true });
    const panicked = bootAfter(...started, stage("kernel"), { type: "failure", failure: "panic" });
    expect(stepsOf(panicked, []).at(-1)).toMatchObject({ stage: "kernel", tookMs: 1000, isCurrent: false });
  });

  test("know what earlier boots spent", () => {
    const kernelTook = (ms: number) => ({
      begun: "guest" as const,
      marks: [
        { stage: "kernel" as const, atMs: 0 },
        { stage: "login" as const, atMs: ms },
      ],
    });
    const steps = stepsOf(bootAfter(...linux), [kernelTook(100), kernelTook(900), kernelTook(300)]);
    expect(steps.find((step) => step.stage === "kernel")?.usualMs).toBe(300);
    expect(steps.find((step) => step.stage === "services")?.usualMs).toBeNull();
  });
});

describe("what is kept", () => {
  const at = (boot: Boot, ms: number): Boot => ({
    ...boot,
    marks: boot.marks.map((mark) => ({ ...mark, atMs: mark.atMs + ms })),
  });
  const boot = bootAfter(...linux);

  test("is bounded, the newest first", () => {
    let kept: KeptBoots = [];
    for (let turn = 0; turn < 40; turn += 1) kept = withBoot(kept, `vm-${turn}`, boot);
    for (let turn = 0; turn < 9; turn += 1) kept = withBoot(kept, "vm-39", at(boot, turn));
    expect(kept).toHaveLength(30);
    expect(kept[0]).toMatchObject({ machine: "vm-39" });
    expect(kept[0]?.boots.map(({ marks }) => (marks[0]?.atMs ?? 0) - 1000)).toEqual([8, 7, 6, 5, 4]);
  });

  test("is one entry a boot, and a boot is not compared with itself", () => {
    const kept = withBoot(withBoot([], "vm", boot), "vm", { ...boot, upSeconds: 3 });
    expect(kept[0]?.boots).toHaveLength(1);
    expect(earlierBoots(kept, "vm", boot)).toEqual([]);
    expect(earlierBoots(kept, "vm", null)).toHaveLength(1);
    expect(earlierBoots(kept, "other", null)).toEqual([]);
  });

  test("is only what compares", () => {
    expect(withBoot([], "vm", bootAfter(...started))).toEqual([]);
    expect(withBoot([], "vm", bootAfter(machine("placing"), stage("kernel"), stage("login")))).toEqual([]);
  });

  test("survives being written down", () => {
    const kept = withBoot([], "vm", boot);
    expect(keptBootsOf(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  test.each([null, "x", [null], [{ machine: 1, boots: [] }], [{ machine: "vm", boots: "x" }]])(
    "nothing is read of %j",
    (value) => expect(keptBootsOf(value)).toEqual([]),
  );

  test("what is no boot is left out", () => {
    const boots = [null, { begun: "middle", marks: [] }, { begun: "guest", marks: [{ stage: "<b>", atMs: 1 }] }];
    expect(keptBootsOf([{ machine: "vm", boots }])).toEqual([{ machine: "vm", boots: [] }]);
  });
});

test.each([
  ["stopped", "off"],
  ["stopping", "ending"],
  ["provisioning", "disk"],
  ["starting", "placing"],
  ["attention", "waits"],
  ["migrating", "running"],
  ["unknown", "unknown"],
] as const)("a machine that is %s: %s", (state, phase) => expect(platformPhaseOf({ state })).toBe(phase));

test.each([
  ["ubuntu", { vnc: true, serial: true }, "serial"],
  ["windows", { vnc: true, serial: true }, "vnc"],
  ["ubuntu", { vnc: true, serial: false }, "vnc"],
  ["windows", { vnc: false, serial: true }, "serial"],
  ["ubuntu", { vnc: false, serial: false }, null],
] as const)("%s is watched booting, with %j, on %s", (family, access, kind) =>
  expect(watchKindOf({ os: { family, label: "" } }, access)).toBe(kind),
);

describe("start and watch", () => {
  const all = accessWith(() => true);
  const off = { ...rowOf("off", "stopped"), runStrategy: "Halted" };
  test("is offered of a machine that is off", () => expect(watchPermit(off, all)).toBe("serial"));
  test.each([
    ["it runs", rowOf("on"), all],
    ["it is being deleted", { ...off, deleting: true }, all],
    ["the role may not start it", off, accessWith((right) => right === "serial")],
    ["the role has no console", off, accessWith((right) => right !== "vnc" && right !== "serial")],
  ])("is not when %s", (_name, row, access) => expect(watchPermit(row, access)).toBeNull());
});
