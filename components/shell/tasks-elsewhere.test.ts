import { expect, it } from "vitest";
import type { TaskView } from "#lib/create/task.ts";
import { type LiveSnapshot, silence } from "./live-source.ts";
import { createTasksElsewhere, overIn } from "./tasks-elsewhere.ts";

const task: TaskView = {
  ...{
    run: "r",
    id: "1",
    tenant: "tenant-a",
    vm: "web",
    disks: [],
    startedAt: "t",
    state: "running",
    steps: [],
    problem: null,
  },
};
const list: LiveSnapshot["list"] = { rows: [], missing: [], asOf: "t", epoch: "e", version: 1 };
const live: LiveSnapshot["connection"] = { state: "live", since: "t" };

/** Two other tenants whose streams the test plays. */
const start = () => {
  const snapshots = new Map<string, LiveSnapshot>();
  const heard = new Map<string, () => void>();
  const elsewhere = createTasksElsewhere(["tenant-a", "tenant-b"], (tenant) => ({
    subscribe: (onChange) => {
      heard.set(tenant, onChange);
      return () => void heard.delete(tenant);
    },
    getSnapshot: () => snapshots.get(tenant) ?? silence,
  }));
  let drawn = 0;
  const leave = elsewhere.subscribe(() => {
    drawn += 1;
  });
  return {
    ...{ elsewhere, leave },
    followed: () => [...heard.keys()],
    drawn: () => drawn,
    over: (isShown = true) => overIn(elsewhere.getSnapshot(), () => isShown),
    tell: (tenant: string, part: Partial<LiveSnapshot>) => {
      snapshots.set(tenant, { ...(snapshots.get(tenant) ?? silence), ...part });
      heard.get(tenant)?.();
    },
  };
};

it("a list that comes before its tasks does not end what is under way", () => {
  const { tell, over, elsewhere } = start();
  tell("tenant-a", { connection: live, list });
  expect(over()).toEqual([]);
  tell("tenant-a", { tasks: [task] });
  expect([over(), elsewhere.getSnapshot()["tenant-a"]?.tasks]).toEqual([[], [task]]);
});

it("is over where nothing is left to show, and where one may not look any more; not where the server is away", () => {
  const { tell, over } = start();
  tell("tenant-a", { tasks: [task] });
  tell("tenant-b", { connection: { state: "ended", since: "t", code: "session-ended" } });
  expect([over(), over(false)]).toEqual([[], ["tenant-a"]]);
  tell("tenant-b", { connection: { state: "ended", since: "t", code: "forbidden" } });
  expect(over()).toEqual(["tenant-b"]);
});

it("draws nothing for rows, and follows only what is wanted while somebody looks", () => {
  const { tell, drawn, elsewhere, followed, leave } = start();
  const tasks = [task];
  tell("tenant-a", { tasks });
  tell("tenant-a", { list });
  tell("tenant-a", { list: list && { ...list, version: 2 } });
  expect([drawn(), followed()]).toEqual([1, ["tenant-a", "tenant-b"]]);
  elsewhere.forget("tenant-b");
  expect(followed()).toEqual(["tenant-a"]);
  leave();
  expect(followed()).toEqual([]);
  elsewhere.subscribe(() => {});
  expect(followed()).toEqual(["tenant-a"]);
});
