import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { virtualMachines } from "../kinds/kubevirt.ts";
import { namespace, startTestPlatform } from "./test-platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.dispose());

const put = (name: string, word: string, body?: string, more: { accept?: string; query?: string } = {}) =>
  platform.call("PUT", `virtualmachines/${name}/${word}`, { body, ...more });
const conflict = (name: string, text: string) =>
  `Operation cannot be fulfilled on virtualmachine.kubevirt.io "${name}": ${text}`;
const strategy = async (name: string) => (await platform.machine(name))?.spec.runStrategy;

describe("power", () => {
  it("starts and stops a halted machine, empty 202 each time", async () => {
    await platform.createMachine("halted", "Halted");
    expect(await put("halted", "start")).toMatchObject({ code: 202, text: "", type: null });
    expect(await strategy("halted")).toBe("Always");
    await platform.untilPhase("halted", "Running");
    expect(await put("halted", "start")).toMatchObject({
      code: 409,
      message: conflict("halted", "VM is already running"),
    });
    expect(await put("halted", "stop", '""')).toMatchObject({ code: 202 });
    expect(await strategy("halted")).toBe("Halted");
    await platform.untilPhase("halted", undefined);
    expect((await put("halted", "stop")).message).toBe(conflict("halted", "VM is not running"));
  });

  it("changes nothing in a dry run, which only the body can ask for", async () => {
    await platform.createMachine("dry", "Halted");
    expect(await put("dry", "start", '{"dryRun":["All"]}')).toMatchObject({ code: 202 });
    expect(await strategy("dry")).toBe("Halted");
    expect(await put("dry", "stop", '{"dryRun":["All"]}')).toMatchObject({ code: 409 });
    expect(await put("dry", "start", '{"dryRun":["Nope"]}')).toMatchObject({ code: 500 });
    expect(await put("dry", "start", undefined, { query: "?dryRun=All" })).toMatchObject({ code: 202 });
    expect(await strategy("dry")).toBe("Always");
  });

  it("restarts with a new instance", async () => {
    await platform.createMachine("again", "Always");
    await platform.untilPhase("again", "Running");
    expect(await put("again", "restart", "dryRun: [All]")).toMatchObject({ code: 202 });
    expect(await put("again", "restart")).toMatchObject({ code: 202 });
    const second = await put("again", "restart");
    expect(second).toMatchObject({
      code: 500,
      message: "Internal error occurred: unable to complete request: stop/start already underway",
    });
    await platform.client
      .informer(virtualMachines)
      .until((list) =>
        list.find(
          ({ metadata, status }) => metadata.name === "again" && (status?.stateChangeRequests ?? []).length === 0,
        ),
      );
    await platform.untilPhase("again", "Running");
  });

  it("starts and stops a manual machine by requests", async () => {
    await platform.createMachine("manual", "Manual");
    expect((await put("manual", "restart")).message).toBe(conflict("manual", "VM is not running: Halted"));
    expect(await put("manual", "start")).toMatchObject({ code: 202 });
    await platform.untilPhase("manual", "Running");
    expect(await put("manual", "stop", '{"gracePeriod":0}')).toMatchObject({ code: 202 });
    await platform.untilPhase("manual", undefined);
    expect(await strategy("manual")).toBe("Manual");
  });

  it("lets one of many at once through", async () => {
    await platform.createMachine("race", "Halted");
    const answers = await Promise.all(Array.from({ length: 12 }, () => put("race", "start")));
    expect(answers.filter(({ code }) => code === 202).length).toBeGreaterThanOrEqual(1);
    for (const { code, message } of answers.filter((answer) => answer.code !== 202)) {
      expect([409, 500]).toContain(code);
      expect(message).toMatch(/the server rejected our request|VM is already running|Always does not support/);
    }
  });

  it.each([
    ["{", /^Can not unmarshal Request body to struct, error: /],
    ["[]", /^Can not unmarshal Request body to struct, error: /],
    ['{"paused":"yes"}', /^Can not unmarshal Request body to struct, error: /],
  ])("refuses the body %s", async (body, message) => {
    const answer = await put("halted", "start", body);
    expect(answer.code).toBe(400);
    expect(answer.message).toMatch(message);
  });

  it("refuses graces it does not know before it looks for the machine", async () => {
    const known = "For force restart, only gracePeriod=0 is supported for now";
    expect((await put("nobody", "restart", '{"gracePeriodSeconds":5}')).message).toBe(known);
    expect((await put("nobody", "restart", '{"gracePeriodSeconds":-1}')).code).toBe(400);
    expect(await put("nobody", "restart")).toMatchObject({
      code: 404,
      message: 'virtualmachine.kubevirt.io "nobody" not found',
    });
  });

  it("answers 406 to who wants JSON, as text", async () => {
    const answer = await put("halted", "start", undefined, { accept: "application/json" });
    expect(answer).toMatchObject({ code: 406, isJson: false });
    const both = await put("nobody", "start", undefined, { accept: "application/json, */*" });
    expect(both.code).toBe(404);
  });

  it("names the namespace's machine only", async () => {
    expect(namespace).toBe("tenant-root");
    expect((await platform.call("GET", "virtualmachines/halted/start")).code).toBe(403);
  });
});
