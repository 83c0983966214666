import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { createKubeTarget } from "../kube/target.ts";
import { endOf, startUpstream } from "./testing.ts";
import { messageOf, useGateways } from "./testing-gateways.ts";

const use = useGateways();
const status = (message: string) => JSON.stringify({ kind: "Status", message });

describe("W17: what upstream answers to the upgrade", () => {
  test.each([
    [400, status("VMI is not running"), 4409],
    [400, status("No serial consoles are present."), 4425],
    [400, status("No graphics devices are present."), 4424],
    [401, "", 4403],
    [401, status("Unauthorized"), 4401],
    [403, "<html><script>alert(1)</script>", 4403],
    [404, status('virtualmachineinstance.kubevirt.io "vm-instance-web-01" not found'), 4404],
    [409, status("VMI is in failed status"), 4409],
    [500, status("…(503): websocket: bad handshake: application info: Active VNC connection. Request denied."), 4423],
    [500, status("Can't connect to websocket (400): no such file or directory"), 4502],
    [500, status("dial tcp 10.0.0.7:8186: connect: connection refused"), 4502],
    [502, "<h1>Bad gateway</h1>", 4502],
    [503, "service unavailable", 4502],
    [504, "{}", 4504],
    [302, "", 4502],
  ])("%i %s closes with %i", async (code, body, expected) => {
    use.upstream.answer({ status: code, body });
    const { open } = await use.gatewayOf({ timing: { retryForMs: 0 } });
    const browser = await open();
    browser.on("message", () => expect.unreachable("upstream's body reached the browser"));
    const [closed, reason] = await endOf(browser);
    expect(closed).toBe(expected);
    expect(reason).toMatch(/^[a-z-]+$/);
    expect(use.upstream.dials).toHaveLength(1);
  });

  test("a node that does not know the machine yet is asked again", async () => {
    const lagging = { status: 500, body: status("Can't connect to websocket (404): … VMI a/b does not exist") };
    use.upstream.answer(lagging, lagging, (guest) => guest.send(Buffer.from("RFB 003.008\n")));
    const { open } = await use.gatewayOf({ timing: { retryEveryMs: 5 } });
    const browser = await open();
    expect(String(await messageOf(browser))).toBe("RFB 003.008\n");
    expect(use.upstream.dials).toHaveLength(3);
    browser.terminate();
  });

  const notRunning = { status: 400, body: status("VMI is not running") };
  const noInstance = { status: 404, body: status('virtualmachineinstance.kubevirt.io "web-01" not found') };

  test("a machine that boots is dialled until its guest is there, always with an upgrade", async () => {
    use.upstream.answer(noInstance, notRunning, notRunning, (guest) => guest.send(Buffer.from("SeaBIOS")));
    const { open } = await use.gatewayOf({ timing: { retryEveryMs: 5, imminentEveryMs: 5 } });
    const browser = await open({ kind: "serial", atBoot: true });
    expect(String(await messageOf(browser))).toBe("SeaBIOS");
    expect(use.upstream.dials).toHaveLength(4);
    expect(use.upstream.plainRequests).toBe(0);
    browser.terminate();
  });

  test("the browser is pinged meanwhile, so that no proxy takes the line for dead", async () => {
    use.upstream.answer(noInstance);
    const { open } = await use.gatewayOf({ timing: { retryEveryMs: 5, pingEveryMs: 20 } });
    const browser = await open({ atBoot: true });
    await once(browser, "ping");
    await once(browser, "ping");
    browser.terminate();
  });

  test("it is dialled for a bounded time, and with preserveSession, so that nobody is thrown out by it", async () => {
    use.upstream.answer(noInstance);
    const { open } = await use.gatewayOf({ timing: { retryEveryMs: 5, bootForMs: 1_000 } });
    expect(await endOf(await open({ atBoot: true }))).toEqual([4404, "not-found"]);
    expect(use.upstream.dials.length).toBeGreaterThan(1);
    expect(new Set(use.upstream.dials.map(({ url }) => url.split("?")[1]))).toEqual(new Set(["preserveSession=true"]));
  });

  test("one that is not known to boot is not waited for", async () => {
    use.upstream.answer(noInstance);
    const { open } = await use.gatewayOf();
    expect(await endOf(await open())).toEqual([4404, "not-found"]);
    expect(use.upstream.dials).toHaveLength(1);
  });

  test("a node that is silent is 4504 after the deadline", async () => {
    const { open } = await use.gatewayOf({ timing: { handshakeMs: 50 } });
    use.upstream.answer();
    expect(await endOf(await open())).toEqual([4504, "timeout"]);
  });

  test("a certificate of another authority is 4502, and no token is shown", async () => {
    const other = await startUpstream();
    const { open } = await use.gatewayOf({
      target: createKubeTarget({ ...use.upstream.cluster, ca: other.cluster.ca }),
    });
    expect(await endOf(await open())).toEqual([4502, "unavailable"]);
    expect(use.upstream.dials).toHaveLength(0);
    other.stop();
  });

  test("a browser that leaves while upstream is dialled ends the dialling", async () => {
    use.upstream.answer({ status: 500, body: status("(404): VMI does not exist") });
    const { open, gateway, ada } = await use.gatewayOf({
      limits: { perIdentity: 1, perVm: 1 },
      timing: { retryEveryMs: 20, retryForMs: 60_000 },
    });
    const hasRoom = () => gateway.hasRoom(ada.person, { tenant: "tenant-acme", name: "web-01" });
    const browser = await open();
    await expect.poll(() => use.upstream.dials.length).toBeGreaterThan(1);
    expect(await hasRoom()).toBe(false);
    browser.close();
    await endOf(browser);
    await expect.poll(hasRoom).toBe(true);
  });
});

describe("W03: a machine of somebody else's tenant", () => {
  const forbidden = (name: string) =>
    status(
      `virtualmachineinstances.subresources.kubevirt.io "vm-instance-${name}" is forbidden: User "ada" cannot get`,
    );
  test.each(["there", "not-there"])("that is %s closes with the same code and words", async (name) => {
    use.upstream.answer({ status: 403, body: forbidden(name) });
    const { open } = await use.gatewayOf();
    const browser = await open({ tenant: "tenant-b", name });
    browser.on("message", () => expect.unreachable("upstream's words reached the browser"));
    expect(await endOf(browser)).toEqual([4403, "forbidden"]);
  });
});
