import { expect, it } from "vitest";
import { createRecovery } from "./recovery.ts";

const never = new AbortController().signal;
const hour = 3_600_000;

it("F01: ends everybody's wait when the cluster is back, by one probe for all", async () => {
  const answers = [false, false, true];
  let probes = 0;
  const isReachable = async () => {
    probes += 1;
    return answers.shift() ?? true;
  };
  const recovery = createRecovery({ isReachable, everyMs: 1, random: () => 0 });
  await Promise.all([1, 2, 3].map(() => recovery.wait(hour, never)));
  expect(probes).toBe(3);
});

it("waits its time when the API server answers: what is away is behind it", async () => {
  let probes = 0;
  const isReachable = async () => {
    probes += 1;
    return true;
  };
  const recovery = createRecovery({ isReachable, everyMs: 1, random: () => 0 });
  await recovery.wait(20, never);
  expect(probes).toBe(1);
});

it("ends with its caller, and probes no longer than somebody waits", async () => {
  const caller = new AbortController();
  const asked = Promise.withResolvers<void>();
  let probes = 0;
  const isReachable = async () => {
    probes += 1;
    if (probes === 3) asked.resolve();
    return false;
  };
  const recovery = createRecovery({ isReachable, everyMs: 1, random: () => 0 });
  const waited = recovery.wait(hour, caller.signal);
  await asked.promise;
  caller.abort();
  await waited;
  const again = new AbortController();
  const second = recovery.wait(hour, again.signal);
  again.abort();
  await second;
});
