import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { MERGE } from "../../api-server/test-client.ts";
import { apiServices } from "../../platform/bootstrap/infrastructure.ts";
import type { Answer } from "../../test-wire.ts";
import type { PlatformOn } from "./platform-on.ts";
import { group, type VmInstances, vmInstancesIn } from "./vm-instances.ts";

const gzipped = { "Accept-Encoding": "gzip" };

/** The rows of platform-api.md 10.2.2 and 10.2.5: races, limits and sizes. */
export const applicationLimits = (platform: () => PlatformOn): void => {
  let vms: VmInstances;
  beforeAll(async () => {
    vms = await vmInstancesIn(platform());
  });
  const call: VmInstances["call"] = (...args) => vms.call(...args);

  describe("applications: limits", () => {
    test.each([
      [1_400, 201, ""],
      [1_600, 500, "etcdserver: request is too large"],
      [2_900, 500, "ResourceExhausted"],
      [3_100, 413, "Request entity too large: limit is 3145728"],
    ])("a cloudInit of %i KiB: %i", async (kib, code, text) => {
      const answer = await call("POST", vms.path, vms.object(`big-${kib}`, { cloudInit: "x".repeat(kib * 1024) }));
      expect(answer.code).toBe(code);
      if (code !== 201) expect(answer.body.message).toContain(text);
      if (code === 500) expect(answer.body).not.toHaveProperty("reason");
      if (code === 413) expect(answer.body.reason).toBe("RequestEntityTooLarge");
    });

    test("bad JSON is 400, another type 415, HEAD and OPTIONS 405, a bad or short timeout 400 and 504", async () => {
      expect((await call("POST", vms.path, "{")).code).toBe(400);
      const text = await call("POST", vms.path, "hello", { "Content-Type": "text/plain" });
      expect(text.body).toMatchObject({ code: 415, reason: "UnsupportedMediaType" });
      expect((await platform().api.call("HEAD", vms.path)).code).toBe(405);
      expect((await platform().api.call("OPTIONS", vms.path)).code).toBe(405);
      expect((await call("GET", `${vms.path}?timeout=bad`)).code).toBe(400);
      const late = await call("GET", `${vms.path}?timeout=1ns`);
      expect([late.code, late.text]).toEqual([504, expect.stringContaining("Timeout")]);
    });

    test("the body's kind is not looked at", async () => {
      const { body } = await call("POST", vms.path, {
        kind: "VMDisk",
        apiVersion: `${group}/v1alpha1`,
        ...vms.object("kind"),
      });
      expect(body.kind).toBe("VMInstance");
    });

    test("a large list is compressed for who asks", async () => {
      await call("POST", vms.path, vms.object("bulky", { cloudInit: "x".repeat(200 * 1024) }));
      await vms.seen("bulky");
      const { headers } = await call("GET", vms.path, undefined, gzipped);
      expect(headers.get("content-encoding")).toBe("gzip");
    });
  });

  describe("applications: races", () => {
    test("of parallel patches some are bare 500s, the rest are kept or overwritten, none is a 409", async () => {
      await call("POST", vms.path, vms.object("raced"));
      await vms.seen("raced");
      const patches = Array.from({ length: 12 }, (_, index) =>
        platform().api.call(
          "PATCH",
          `${vms.path}/raced`,
          { metadata: { labels: { [`k${index}`]: "1" } } },
          { token: vms.token, ...MERGE },
        ),
      );
      const answers = await Promise.all(patches);
      const lost = answers.filter(({ code }) => code !== 200);
      expect(answers.some(({ code }) => code === 200)).toBe(true);
      expect(lost.length).toBeGreaterThan(0);
      for (const { body } of lost) {
        expect(body).toMatchObject({ status: "Failure", code: 500 });
        expect(body.message).toBe(
          'failed to update HelmRelease: Operation cannot be fulfilled on helmreleases.helm.toolkit.fluxcd.io "vm-instance-raced": the object has been modified; please apply your changes to the latest version and try again',
        );
        expect(body).not.toHaveProperty("reason");
        expect(body).not.toHaveProperty("details");
      }
    });
  });

  describe("applications: policies", () => {
    test("a ValidatingAdmissionPolicy that says no is 422 with its words, on create and update, in its namespaces", async () => {
      const name = `contract-${randomBytes(4).toString("hex")}`;
      const api = "/apis/admissionregistration.k8s.io/v1";
      const rule = {
        apiGroups: [group],
        apiVersions: ["v1alpha1"],
        operations: ["CREATE", "UPDATE"],
        resources: ["vminstances"],
      };
      const message = "machines are not given a model";
      const expression = "!has(object.spec.cpuModel) || object.spec.cpuModel != 'forbidden'";
      await platform().api.ok("POST", `${api}/validatingadmissionpolicies`, {
        metadata: { name },
        spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression, message }] },
      });
      const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": vms.namespace } };
      await platform().api.ok("POST", `${api}/validatingadmissionpolicybindings`, {
        metadata: { name },
        spec: { policyName: name, validationActions: ["Deny"], matchResources: { namespaceSelector } },
      });
      const denied = { code: 422, reason: "Invalid", message: expect.stringContaining(`denied request: ${message}`) };
      const tried = async (round: number): Promise<Answer> => {
        const answer = await call("POST", vms.path, vms.object(`policed-${round}`, { cpuModel: "forbidden" }));
        return answer.code === 201 ? tried(round + 1) : answer;
      };
      expect((await tried(0)).body).toMatchObject(denied);
      expect((await call("POST", vms.path, vms.object("fine", { cpuModel: "host" }))).code).toBe(201);
      await vms.seen("fine");
      const patch = await call("PATCH", `${vms.path}/fine`, { spec: { cpuModel: "forbidden" } }, MERGE.headers);
      expect(patch.body).toMatchObject(denied);
      const other = await platform().tenant("admin");
      const path = vms.path.replace(vms.namespace, other.namespace);
      const free = await platform().api.call("POST", path, vms.object("free", { cpuModel: "forbidden" }), other);
      expect(free.code).toBe(201);
      await platform().api.ok("DELETE", `${api}/validatingadmissionpolicybindings/${name}`);
      await platform().api.ok("DELETE", `${api}/validatingadmissionpolicies/${name}`);
    });
  });

  describe("applications: two replicas", () => {
    const lag = (milliseconds: string | null) =>
      platform().client.mergePatch(
        apiServices,
        { name: `v1alpha1.${group}` },
        { metadata: { annotations: { "demo.porthole/second-replica-lag": milliseconds } } },
      );
    const reads = (name: string) => Promise.all([1, 2].map(() => call("GET", `${vms.path}/${name}`)));

    test("one that is behind does not know what the other has just written, and reads go back in time", async () => {
      // Forty minutes of the platform's time: the suite's own end comes first.
      await lag("2400000");
      const bothAnswer = async (): Promise<void> => {
        const name = `probe-${randomBytes(3).toString("hex")}`;
        await call("POST", vms.path, vms.object(name));
        const codes = (await reads(name)).map(({ code }) => code);
        if (codes[0] === codes[1]) return bothAnswer();
      };
      await bothAnswer();
      expect((await call("POST", vms.path, vms.object("twice-read", { cpuModel: "new" }))).code).toBe(201);
      const isOnFirst = async (): Promise<void> => {
        if ((await reads("twice-read")).every(({ code }) => code === 404)) return isOnFirst();
      };
      await isOnFirst();
      const codes = [...(await reads("twice-read")), ...(await reads("twice-read"))].map(({ code }) => code);
      expect(codes.filter((code) => code === 200)).toHaveLength(2);
      expect(codes.filter((code) => code === 404)).toHaveLength(2);
      await lag(null);
    });
  });
};
