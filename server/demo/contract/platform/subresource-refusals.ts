import { beforeAll, describe, expect, test } from "vitest";
import { virtualMachines } from "../../platform/kinds/kubevirt.ts";
import { instance, type Machines, machine, machinesIn, subresources } from "./machines.ts";
import type { PlatformOn } from "./platform-on.ts";

const discovery = (version: string) => `/apis/subresources.kubevirt.io/${version}`;

/** What refuses in the rows of platform-api.md 4.1 and 4.2 that no tenant level holds. */
export const subresourceRefusals = (platform: () => PlatformOn): void => {
  let namespace: string;
  let machines: Machines;
  beforeAll(async () => {
    ({ namespace } = await platform().tenant("use"));
    machines = machinesIn(platform(), namespace);
    const { create } = machines;
    const status = { phase: "Running" };
    await create("web", { status });
    await create("redirected", {
      status: { ...status, interfaces: [{ ipAddress: "10.0.0.9" }] },
      devices: { clientPassthrough: {} },
    });
    await create("probed", { status, spec: { livenessProbe: { tcpSocket: { port: 80 } } } });
    await create("hard", { status, domain: { features: { acpi: { enabled: false } } } });
    await create("held");
  });

  describe("subresources beyond a tenant's levels: what refuses", () => {
    test("discovery names 31 of them, without verbs; the streams of devices and the dumps are missing", async () => {
      const { body } = await platform().api.ok("GET", discovery("v1"));
      const names = body.resources.map(({ name }: { name: string }) => name);
      expect(names).toHaveLength(31);
      expect(new Set(body.resources.map(({ verbs }: { verbs: unknown }) => verbs))).toEqual(new Set([null]));
      for (const missing of [
        "virtualmachineinstances/usbredir",
        "virtualmachineinstances/vsock",
        "virtualmachines/memorydump",
        "virtualmachines/addvolume",
        "virtualmachines/portforward",
      ]) {
        expect(names).not.toContain(missing);
      }
      expect((await platform().api.ok("GET", discovery("v1alpha3"))).body.resources).toHaveLength(31);
    });

    test.each([
      [
        "GET",
        machine("web", "objectgraph"),
        400,
        "ObjectGraph feature gate not enabled: Unable to return object graph.",
      ],
      ["GET", instance("web", "objectgraph"), 400, "ObjectGraph feature gate not enabled"],
      ["GET", instance("web", "sev/fetchcertchain"), 400, "'WorkloadEncryptionSEV' feature gate is not enabled"],
      ["GET", instance("web", "sev/querylaunchmeasurement"), 400, "'WorkloadEncryptionSEV' feature gate"],
      ["PUT", instance("web", "sev/setupsession"), 400, "'WorkloadEncryptionSEV' feature gate"],
      ["PUT", instance("web", "sev/injectlaunchsecret"), 400, "'WorkloadEncryptionSEV' feature gate"],
      ["PUT", instance("web", "backup"), 409, "ChangedBlockTracking is not enabled"],
      ["PUT", instance("web", "redefine-checkpoint"), 409, "ChangedBlockTracking is not enabled"],
      ["GET", instance("web", "vsock?port=22"), 400, "VSOCK is not attached."],
      ["GET", instance("web", "usbredir"), 409, "Not configured with USB Redirection"],
    ])("%s %s is %i", async (method, path, code, text) => {
      expect((await machines.call(method, path)).status).toMatchObject({
        kind: "Status",
        code,
        message: expect.stringContaining(text),
      });
    });

    test("pause refuses a liveness probe of another kind, softreboot a guest that nobody can reach", async () => {
      expect((await machines.put(instance("probed", "pause"))).status).toMatchObject({
        code: 403,
        reason: "Forbidden",
        message: expect.stringMatching(
          /is forbidden: Pausing VMIs with a non-GuestAgentPing LivenessProbe is not supported$/,
        ),
      });
      expect((await machines.put(instance("hard", "softreboot"))).status).toMatchObject({ code: 409 });
    });

    test.each([
      [
        { snapshotInProgress: "s1" },
        "stop",
        500,
        'denied the request: Cannot update vm running state until snapshot "s1" completes',
      ],
      [
        { restoreInProgress: "r1" },
        "stop",
        500,
        'denied the request: Cannot update VM runStrategy until restore "r1" completes',
      ],
      [{ conditions: [{ type: "ManualRecoveryRequired", status: "True" }] }, "start", 409, "VM recovery required"],
      [{ conditions: [{ type: "VolumesChange", status: "True" }] }, "restart", 409, "VM recovery required"],
    ])("a machine with %o cannot %s: %i", async (status, verb, code, text) => {
      const none = { snapshotInProgress: null, restoreInProgress: null, conditions: null };
      await platform().client.patchStatus(virtualMachines, { namespace, name: "held" }, { ...none, ...status });
      expect((await machines.put(machine("held", verb))).status).toMatchObject({
        code,
        message: expect.stringContaining(text),
      });
    });

    test.each([
      ["web", "/22/tcp", 400, "no network interfaces are present"],
      ["redirected", "/8081", 500, "dialing VM: dial tcp 10.0.0.9:8081: connect: connection refused"],
      ["redirected", "/22/sctp", 500, "dialing VM: dial sctp"],
      ["redirected", "/99999", 500, "dialing VM: dial tcp"],
      ["redirected", "", 404, "404: Page Not Found"],
      ["redirected", "//tcp", 503, "invalid upgrade response: status code 301"],
    ])("port-forward to %s%s is refused with %i", async (name, port, code, text) => {
      const token = await platform().granted(namespace, "virtualmachineinstances/portforward");
      const { refused } = await platform().api.open(
        `${subresources(namespace)}/${instance(name, "portforward")}${port}`,
        { token },
      );
      expect(refused).toMatchObject({ code, text: expect.stringContaining(text) });
    });

    test("a path with an empty port is a redirect, which the aggregation layer does not pass on", async () => {
      const { code, text } = await machines.call("GET", `${instance("redirected", "portforward")}//tcp`);
      expect([code, text]).toEqual([502, "the backend attempted to redirect this request, which is not permitted"]);
    });

    test("a guest takes four USB devices, the fifth is a 500 without a reason", async () => {
      const token = await platform().granted(namespace, "virtualmachineinstances/usbredir");
      const open = () =>
        platform().api.open(`${subresources(namespace)}/${instance("redirected", "usbredir")}`, { token });
      const streams = [];
      for (let count = 0; count < 4; count += 1) streams.push((await open()).stream);
      expect(await streams[0]?.until("usb-redir")).toContain("usb-redir");
      const fifth = await open();
      expect([fifth.refused?.code, JSON.parse(fifth.refused?.text ?? "").message]).toEqual([
        500,
        "Internal error occurred: Can't connect to websocket (503): websocket: bad handshake",
      ]);
      for (const stream of streams) stream?.close();
    });
  });
};
