import { beforeAll, describe, expect, test } from "vitest";
import { instances, virtualMachines } from "../../platform/kinds/kubevirt.ts";
import type { PlatformOn } from "./platform-on.ts";

/** What virt-api answers beside the matrix: forms, refusals, streams (platform-api.md 4.1 to 4.3). */
export const subresources = (platform: () => PlatformOn): void => {
  let namespace: string;
  let token: string;
  let base: string;
  beforeAll(async () => {
    ({ namespace, token } = await platform().tenant("use"));
    base = `/apis/subresources.kubevirt.io/v1/namespaces/${namespace}`;
    await machine("web", "Running");
    await machine("starting", "Scheduling");
    await machine("broken", "Failed");
    await machine("blind", "Running", { autoattachGraphicsDevice: false, autoattachSerialConsole: false });
  });

  const machine = async (name: string, phase: string, devices = {}) => {
    const domain = { cpu: { cores: 1, sockets: 1 }, devices: { disks: [], interfaces: [], ...devices } };
    const spec = { domain, networks: [], volumes: [] };
    const metadata = { namespace, name };
    const template = { metadata: { labels: {} }, spec };
    await platform().client.create(virtualMachines, { metadata, spec: { runStrategy: "Always", template } });
    const at = new Date(Date.now() - 3_600_000).toISOString();
    await platform().client.create(instances, {
      metadata,
      spec,
      status: { phase, phaseTransitionTimestamps: [{ phase, phaseTransitionTimestamp: at }] },
    });
  };
  const call = (method: string, path: string, body?: unknown, accept = "*/*", as = token) =>
    platform().api.call(method, `${base}/${path}`, body, { token: as, headers: { Accept: accept } });
  const open = async (path: string) => {
    const { stream, refused } = await platform().api.open(`${base}/${path}`, { token });
    if (!stream) throw new Error(`refused: ${JSON.stringify(refused)}`);
    return stream;
  };
  const refusal = async (path: string) => (await platform().api.open(`${base}/${path}`, { token })).refused;

  describe("subresources", () => {
    test("both versions answer alike, v1beta1 and unknown ones do not exist", async () => {
      const body = { dryRun: ["All"] };
      const asAlpha = base.replace("/v1/", "/v1alpha3/");
      const path = `${asAlpha}/virtualmachines/web/stop`;
      expect((await platform().api.call("PUT", path, body, { token, headers: { Accept: "*/*" } })).code).toBe(202);
      const beta = await platform().api.call("PUT", path.replace("v1alpha3", "v1beta1"), body);
      expect([beta.code, beta.text]).toEqual([404, "404 page not found\n"]);
      const unknown = await platform().api.call("PUT", `${base}/virtualmachines/web/dance`, body);
      expect([unknown.code, unknown.text]).toEqual([404, "404: Page Not Found"]);
    });

    test("who accepts JSON only gets 406 as text where there is no JSON to give", async () => {
      for (const accept of ["application/json", "application/yaml", "image/png"]) {
        const { code, headers } = await call("PUT", "virtualmachines/web/stop", { dryRun: ["All"] }, accept);
        expect([code, headers.get("content-type")]).toEqual([406, expect.stringContaining("text/plain")]);
      }
      expect((await call("PUT", "virtualmachines/web/stop", { dryRun: ["All"] }, "application/json, */*")).code).toBe(
        202,
      );
    });

    test("bodies: nothing, empty and unknown fields pass; what is no object is 400", async () => {
      for (const body of [undefined, '""', "{}", '{"foo":1}']) {
        expect((await call("PUT", "virtualmachines/nobody/start", body)).code).toBe(404);
      }
      for (const body of ["{", "[]", '{"paused":"yes"}']) {
        const { code, body: status } = await call("PUT", "virtualmachines/web/start", body);
        expect([code, status.message]).toEqual([
          400,
          expect.stringMatching(/^Can not unmarshal Request body to struct, error: /),
        ]);
      }
    });

    test("no level holds pause, guest information or the virtualmachines path of port-forward", async () => {
      expect((await call("PUT", "virtualmachineinstances/web/pause")).code).toBe(403);
      expect((await call("GET", "virtualmachineinstances/web/guestosinfo")).code).toBe(403);
      expect((await refusal("virtualmachines/web/portforward/22/tcp"))?.code).toBe(403);
    });

    test("a guest without its agent has no information: 500 as text", async () => {
      const admin = `${base}/virtualmachineinstances/web/guestosinfo`;
      const { code, text, headers } = await platform().api.call("GET", admin);
      expect([code, headers.get("content-type")]).toEqual([500, expect.stringContaining("text/plain")]);
      expect(text).toContain("VMI does not have guest agent connected");
    });
  });

  describe("streams", () => {
    test.each([
      ["virtualmachineinstances/nobody/vnc", 404, 'virtualmachineinstance.kubevirt.io "nobody" not found'],
      ["virtualmachineinstances/starting/vnc", 400, "VMI is not running"],
      ["virtualmachineinstances/starting/console", 400, "VMI is not running"],
      ["virtualmachineinstances/broken/vnc", 400, "VMI is not running"],
      ["virtualmachineinstances/broken/console", 409, "VMI is in failed status"],
      ["virtualmachineinstances/blind/vnc", 400, "No graphics devices are present."],
      ["virtualmachineinstances/blind/console", 400, "No serial consoles are present."],
    ])("%s is refused with %i", async (path, code, text) => {
      const refused = await refusal(path);
      expect(refused?.code).toBe(code);
      expect(JSON.parse(refused?.text ?? "")).toMatchObject({
        kind: "Status",
        code,
        message: expect.stringContaining(text),
      });
    });

    test("the serial line is binary both ways, ignores text frames, and belongs to the last who came", async () => {
      const line = await open("virtualmachineinstances/web/console");
      expect(line.protocol()).toBe("plain.kubevirt.io");
      line.send("ignored\r", false);
      line.send("\r");
      expect(await line.until("login: ")).not.toContain("ignored");
      expect(line.areBinary()).toBe(true);
      const second = await open("virtualmachineinstances/web/console?preserveSession=true");
      expect(await line.closed).toBe(1006);
      second.close();
      expect(await second.closed).toBe(1000);
    });

    test("the screen is kept by preserveSession=true only, and lost to a plain GET", async () => {
      const first = await open("virtualmachineinstances/web/vnc");
      await first.until("RFB 003.008\n");
      const inUse = await refusal("virtualmachineinstances/web/vnc?preserveSession=true");
      expect([inUse?.code, JSON.parse(inUse?.text ?? "").message]).toEqual([
        500,
        "Internal error occurred: Can't connect to websocket (503): websocket: bad handshake: application info: Active VNC connection. Request denied.",
      ]);
      const second = await open("virtualmachineinstances/web/vnc?preserveSession=yes");
      expect(await first.closed).toBe(1006);
      await second.until("RFB 003.008\n");
      const plain = await call("GET", "virtualmachineinstances/web/vnc");
      expect([plain.code, plain.headers.get("content-type")]).toEqual([400, expect.stringContaining("text/plain")]);
      expect(plain.text).toMatch(/^Bad Request\n\{"kind":"Status"/);
      expect(await second.closed).toBe(1006);
    });

    test("a stream goes on when the right to it is taken away; a new one is refused", async () => {
      const own = await platform().tenant("use");
      const binding = `/apis/rbac.authorization.k8s.io/v1/namespaces/${own.namespace}/rolebindings/use`;
      const path = `/apis/subresources.kubevirt.io/v1/namespaces/${own.namespace}/virtualmachineinstances/own/console`;
      const spec = { domain: { devices: { disks: [], interfaces: [] } }, networks: [], volumes: [] };
      const metadata = { namespace: own.namespace, name: "own" };
      await platform().client.create(instances, { metadata, spec, status: { phase: "Running" } });
      const { stream } = await platform().api.open(path, { token: own.token });
      await platform().api.ok("DELETE", binding);
      await platform().api.until(`${path}x`, ({ code }) => code === 403, { token: own.token });
      stream?.send("\r");
      await stream?.until("\r\n");
      expect((await platform().api.open(path, { token: own.token })).refused?.code).toBe(403);
      stream?.close();
    });
  });
};
