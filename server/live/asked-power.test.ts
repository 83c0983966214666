import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { somebody } from "../kube/testing-apps.ts";
import { createAskedPower } from "./asked-power.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusal = (code: ConstructorParameters<typeof ProblemError>[0], said: string) => (): never => {
  throw new ProblemError(code, { about: "virtualmachines/start update", cause: new Error(`upstream 409: ${said}`) });
};

const open = (answer: () => unknown = () => null) => {
  const sent: unknown[] = [];
  const told: string[] = [];
  const stopping = new AbortController();
  const write: Kube["write"] = async (_person, method, path, body, options) => {
    sent.push([method, path.slice(-3).join("/"), body, options?.query]);
    return answer();
  };
  // Nothing is read.
  const kube = { write } as Partial<Kube> as Kube;
  const asked = createAskedPower({
    ...{ kube, person: () => somebody("omar"), tenant: "tenant-acme", signal: stopping.signal },
    onChange: (name) => void told.push(name),
  });
  return { asked, sent, told, stop: () => stopping.abort() };
};

it.each([
  ["a start that would be carried out", (): unknown => null, "off"],
  ["one that is refused as it runs", refusal("conflict", 'on virtualmachine "N": VM is already running'), "on"],
  ["one that Always refuses", refusal("conflict", "Always does not support manual start requests"), "waiting"],
  ["one that Once refuses", refusal("conflict", "Once does not support manual start requests"), "off"],
  [
    "one of a failed machine",
    refusal("conflict", "RerunOnFailure does not support starting VM from failed state"),
    "waiting",
  ],
  ["another conflict", refusal("conflict", "the object is strange"), null],
  ["a right that is gone", refusal("forbidden", "no"), null],
  ["an outage", refusal("unavailable", "VM is already running"), null],
] as const)("rule 4.8-4: understands %s", async (_, answer, power) => {
  const { asked, sent, stop } = open(answer);
  await asked.ask("vm-instance-web");
  expect(asked.get("vm-instance-web")).toBe(power);
  // Dry in the body: the query is ignored and would start the machine.
  expect(sent).toEqual([["PUT", "virtualmachines/vm-instance-web/start", { dryRun: ["All"] }, undefined]]);
  stop();
});

it("asks once for everybody who looks, again only after a while, and forgets when the machine moved or a minute passed", async () => {
  const { asked, sent, told, stop } = open();
  await Promise.all([asked.ask("a"), asked.ask("a"), asked.ask("a")]);
  await asked.ask("a");
  expect([sent.length, told]).toEqual([1, ["a"]]);
  await vi.advanceTimersByTimeAsync(11_000);
  await asked.ask("a");
  expect(sent).toHaveLength(2);
  asked.forget("a");
  expect(asked.get("a")).toBeNull();
  await asked.ask("a");
  expect([sent.length, asked.get("a")]).toEqual([3, "off"]);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(asked.get("a")).toBeNull();
  expect(told).toEqual(["a", "a", "a", "a"]);
  stop();
});
