import { describe, expect, it } from "vitest";
import type { Problem } from "#lib/api/problem.ts";
import { catalogueFixture } from "#lib/create/catalogue.fixture.ts";
import { copiesOf } from "#lib/create/copies.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { TaskView } from "#lib/create/task.ts";
import { createCopies } from "./copies-run.ts";

const inputs = copiesOf({ ...defaultInput(catalogueFixture, null), name: "web" }, 3);
const problem = (code: Problem["code"]): Problem => ({ type: "about:blank", status: 409, code });
const taskOf = ({ name }: CreateInput): TaskView => ({
  ...{ id: `task of ${name}`, run: name, tenant: "tenant-mills", vm: name, disks: [], startedAt: "", steps: [] },
  ...{ state: "running", problem: null },
});

/** Answers what it is told to for each name, else begins it. */
const started = (refusals: Record<string, Problem> = {}) => {
  const asked: string[] = [];
  const left: string[][] = [];
  let under = 0;
  const copies = createCopies(inputs, {
    send: async (input) => {
      asked.push(input.name);
      expect(++under).toBe(1);
      await Promise.resolve();
      under--;
      const refusal = refusals[input.name];
      if (refusal) throw refusal;
      return taskOf(input);
    },
    // Only what `send` throws comes here.
    problemOf: (error) => error as Problem,
    onLeft: (names) => left.push([...names]),
  });
  const states = () => copies.getSnapshot().copies.map(({ state }) => state.kind);
  return { copies, asked, left, states, refusals };
};

describe("several machines", () => {
  it("are asked for one after the other, and what nobody has asked for is told", async () => {
    const { copies, asked, left, states } = started();
    expect(states()).toEqual(["waiting", "waiting", "waiting"]);
    const work = copies.begin();
    expect(copies.getSnapshot().isSending).toBe(true);
    await work;
    expect(asked).toEqual(["web-1", "web-2", "web-3"]);
    expect(states()).toEqual(["begun", "begun", "begun"]);
    expect([left[0], left.at(-1)]).toEqual([["web-1", "web-2", "web-3"], []]);
    expect(copies.getSnapshot().isSending).toBe(false);
  });

  it("go on when one is refused, which is tried again alone", async () => {
    const run = started({ "web-2": problem("quota-exceeded") });
    await run.copies.begin();
    expect(run.states()).toEqual(["begun", "refused", "begun"]);
    delete run.refusals["web-2"];
    await run.copies.retry("web-2");
    expect(run.asked).toEqual(["web-1", "web-2", "web-3", "web-2"]);
    expect(run.states()).toEqual(["begun", "begun", "begun"]);
  });

  it("wait where nobody is signed in any more, and are all asked for by the next try", async () => {
    const run = started({ "web-1": problem("session-ended") });
    await run.copies.begin();
    expect([run.asked, run.states()]).toEqual([["web-1"], ["refused", "waiting", "waiting"]]);
    // The first is refused like what would have come after it: nothing of any was made.
    expect(run.left.at(-1)).toEqual(["web-1", "web-2", "web-3"]);
    delete run.refusals["web-1"];
    await run.copies.retry("web-1");
    expect(run.states()).toEqual(["begun", "begun", "begun"]);
    expect(run.left.at(-1)).toEqual([]);
  });

  it("are not asked for twice by two who begin, and are followed to another task or to nothing", async () => {
    const { copies, asked, states } = started();
    await Promise.all([copies.begin(), copies.begin(), copies.retry("web-3")]);
    expect(asked).toEqual(["web-1", "web-2", "web-3"]);
    copies.cleaned("web-1");
    copies.follow("web-1", taskOf({ ...defaultInput(catalogueFixture, null), name: "web-1" }));
    copies.cleaned("web-2");
    expect(states()).toEqual(["begun", "cleaned", "begun"]);
  });
});
