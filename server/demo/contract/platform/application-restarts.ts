import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { apiServices } from "../../platform/bootstrap/infrastructure.ts";
import { definitionsOf } from "../../platform/kinds/cozystack.ts";
import type { Answer } from "../../test-wire.ts";
import type { PlatformOn } from "./platform-on.ts";
import { group, type VmInstances, vmInstancesIn } from "./vm-instances.ts";

/** platform-api.md 10.2.3, and the crash of 10.2.2: what is met while Cozystack's server ends and comes again. */
export const applicationRestarts = (platform: () => PlatformOn): void => {
  let vms: VmInstances;
  beforeAll(async () => {
    vms = await vmInstancesIn(platform());
  });

  describe("applications: restarts", () => {
    const annotate = (annotations: Record<string, string>) =>
      platform().client.mergePatch(apiServices, { name: `v1alpha1.${group}` }, { metadata: { annotations } });
    /** What lists answer from the first refusal until they are answered again, without repetitions. */
    const outage = async (all: Answer[] = []): Promise<Answer[]> => {
      const answer = await vms.call("GET", vms.path);
      if (answer.code === 200 && all.length > 0) return all;
      const isNew = answer.code !== 200 && all.at(-1)?.code !== answer.code;
      return outage(isNew ? [...all, answer] : all);
    };

    test("a restart is 503 in plain text, then 403 that names nobody; watches break off in the middle", {
      timeout: 60_000,
    }, async () => {
      const events = vms.watch();
      await events.next();
      const broken = (async () => {
        for await (const _ of events);
      })();
      const isBroken = expect(broken).rejects.toThrow();
      await annotate({ "demo.porthole/restart": "by-the-suite" });
      const answers = await outage();
      await isBroken;
      const away = answers.filter(({ code }) => code === 503);
      expect(away.length).toBeGreaterThan(0);
      for (const { headers, text } of away) {
        expect(headers.get("content-type")).toContain("text/plain");
        expect(text).toMatch(/^error trying to reach service: |^service unavailable/);
      }
      // A real aggregation layer may hold the server for away until all is over again.
      for (const { body } of answers.filter(({ code }) => code === 403)) {
        const text = `vminstances.${group} is forbidden: User "system:anonymous" cannot list resource "vminstances"`;
        expect(body).toMatchObject({ reason: "Forbidden", message: expect.stringContaining(text) });
      }
    });

    test("parallel writes of objects without own labels end the server, when that is switched on", {
      timeout: 60_000,
    }, async () => {
      await annotate({ "demo.porthole/crash-on-parallel-writes": "true" });
      const pair = async (round: number): Promise<void> => {
        const create = (name: string) => vms.call("POST", vms.path, { metadata: { name }, spec: {} });
        const codes = (await Promise.all([create(`a${round}`), create(`b${round}`)])).map(({ code }) => code);
        if (!codes.includes(503)) return pair(round + 1);
      };
      await pair(0);
      await annotate({ "demo.porthole/crash-on-parallel-writes": "false" });
      await platform().api.until(vms.path, ({ code }) => code === 200, { token: vms.token });
    });

    test("a new kind is 404 until the server has started anew, which its definition brings about", {
      timeout: 60_000,
    }, async () => {
      const plural = `caches${randomBytes(3).toString("hex")}`;
      const path = vms.path.replace("vminstances", plural);
      expect((await platform().api.call("GET", path)).code).toBe(404);
      const schema = { type: "object", properties: { replicas: { type: "integer", default: 2 } } };
      const application = { kind: `K${plural}`, plural, singular: plural, openAPISchema: JSON.stringify(schema) };
      const metadata = { name: plural };
      const definitions = definitionsOf("ApplicationDefinition");
      await platform().client.create(definitions, {
        metadata,
        spec: { application, release: { prefix: `${plural}-` } },
      });
      await platform().api.until(path, ({ code }) => code === 200);
      const made = await platform().api.ok("POST", path, { metadata: { name: "one" }, spec: {} });
      expect(made.body).toMatchObject({ kind: `K${plural}`, spec: { replicas: 2 } });
      await platform().client.delete(definitions, metadata);
      await platform().api.until(path, ({ code }) => code === 404);
    });
  });
};
