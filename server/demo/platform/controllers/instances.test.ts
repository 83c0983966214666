import { afterAll, beforeAll, expect, test } from "vitest";
import { isStatus } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import { createClock } from "../clock.ts";
import { instances, virtualMachines } from "../kinds/kubevirt.ts";
import { startTestCluster, type TestCluster } from "../test-cluster.ts";
import type { Controller } from "./controller.ts";
import { startInstances } from "./instances.ts";

const namespace = "tenant-one";
const ref = { namespace, name: "once" };

let cluster: TestCluster;
let lagging: Controller | undefined;
beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.tenant("one");
});
afterAll(async () => {
  await lagging?.dispose();
  await cluster.dispose();
});

test("what a guest that ended by itself has become is not written over by who saw it running", async () => {
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<unknown>();
  /** A controller's client whose word of the guest agent is on its way for as long as the test wants. */
  const slow: KubeClient = {
    ...cluster.client,
    mergePatch: async (kind, of, patch) => {
      if (!JSON.stringify(patch).includes("AgentConnected")) return cluster.client.mergePatch(kind, of, patch);
      held.resolve();
      await released.promise;
      const answer = cluster.client.mergePatch(kind, of, patch);
      answer.then(() => answered.resolve(undefined), answered.resolve);
      return answer;
    },
  };
  lagging = await startInstances({ client: slow, clock: createClock(100), events: async () => {}, onError: () => {} });
  await cluster.client.create(virtualMachines, {
    metadata: ref,
    spec: {
      runStrategy: "Once",
      template: {
        metadata: { labels: {} },
        spec: { domain: { cpu: { cores: 1 }, devices: { disks: [], interfaces: [] } }, networks: [], volumes: [] },
      },
    },
  });
  await held.promise;
  await cluster.client.mergePatch(instances, ref, { status: { phase: "Succeeded" } });
  released.resolve();
  expect(isStatus(await answered.promise, 409)).toBe(true);
  expect((await cluster.client.get(instances, ref))?.status?.phase).toBe("Succeeded");
});
