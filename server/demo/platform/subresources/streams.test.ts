import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instances } from "../kinds/kubevirt.ts";
import { namespace, startTestPlatform } from "./test-platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform();
  await Promise.all([
    platform.createMachine("web", "Always"),
    platform.createMachine("off", "Halted"),
    platform.createMachine("blind", "Always", { autoattachGraphicsDevice: false, autoattachSerialConsole: false }),
  ]);
  await Promise.all([platform.untilPhase("web", "Running"), platform.untilPhase("blind", "Running")]);
});
afterAll(() => platform.dispose());

const on = (name: string, word: string) => `virtualmachineinstances/${name}/${word}`;

const open = async (path: string) => {
  const { stream, refused } = await platform.open(path);
  if (!stream) throw new Error(`refused: ${JSON.stringify(refused)}`);
  return stream;
};
const refusal = async (path: string) => (await platform.open(path)).refused;

describe("serial console", () => {
  it("speaks plain binary with the guest, and ignores text frames", async () => {
    const line = await open(on("web", "console"));
    expect(line.protocol()).toBe("plain.kubevirt.io");
    line.send("whoami\r", false);
    line.send("\r");
    await line.until("web login: ");
    line.send("ubuntu\rsecret\r");
    line.send("hostname\r");
    expect(await line.until("\r\nweb\r\n")).not.toContain("secret");
    expect(line.areBinary()).toBe(true);
    line.close();
    expect(await line.closed).toBe(1000);
  });

  it("belongs to the last who came", async () => {
    const first = await open(on("web", "console"));
    const second = await open(on("web", "console?preserveSession=true"));
    expect(await first.closed).toBe(1006);
    second.send("\r");
    await second.until("web");
    second.close();
  });
});

describe("VNC", () => {
  it("is kept from others who ask with preserveSession, and taken by who does not", async () => {
    const first = await open(on("web", "vnc"));
    await first.until("RFB 003.008\n");
    const inUse = await refusal(on("web", "vnc?preserveSession=true"));
    expect(inUse?.code).toBe(500);
    expect(JSON.parse(inUse?.text ?? "")).toMatchObject({
      kind: "Status",
      message:
        "Internal error occurred: Can't connect to websocket (503): websocket: bad handshake: application info: Active VNC connection. Request denied.",
    });
    // Go reads only its own words as true.
    const second = await open(on("web", "vnc?preserveSession=yes"));
    expect(await first.closed).toBe(1006);
    second.close();
    await second.closed;
    const third = await open(on("web", "vnc?preserveSession=true"));
    await third.until("RFB 003.008\n");
    third.close();
  });

  it("is lost to a plain GET", async () => {
    const line = await open(on("web", "vnc"));
    const answer = await platform.call("GET", on("web", "vnc"));
    expect(answer).toMatchObject({ code: 400, type: "text/plain; charset=utf-8" });
    expect(answer.text).toMatch(/^Bad Request\n\{"kind":"Status"/);
    expect(await line.closed).toBe(1006);
  });
});

describe("what cannot be opened", () => {
  it.each([
    [on("nobody", "vnc"), 404, 'virtualmachineinstance.kubevirt.io "nobody" not found'],
    [on("off", "console"), 404, 'virtualmachineinstance.kubevirt.io "off" not found'],
    [on("blind", "vnc"), 400, "No graphics devices are present."],
    [on("blind", "console"), 400, "No serial consoles are present."],
  ])("%s", async (path, code, message) => {
    const refused = await refusal(path);
    expect(refused?.code).toBe(code);
    expect(JSON.parse(refused?.text ?? "")).toMatchObject({ kind: "Status", code, message });
  });

  it("a machine that is not running", async () => {
    await platform.createMachine("unschedulable", "Always");
    await platform.untilPhase("unschedulable", "Scheduling");
    expect((await refusal(on("unschedulable", "vnc")))?.text).toContain("VMI is not running");
    const failed = { status: { phase: "Failed" } };
    // No guest agent comes to it, with which its phase would be written anew.
    await platform.createMachine("vm-instance-no-agent", "Manual");
    expect((await platform.call("PUT", "virtualmachines/vm-instance-no-agent/start")).code).toBe(202);
    await platform.untilPhase("vm-instance-no-agent", "Running");
    await platform.client.mergePatch(instances, { namespace, name: "vm-instance-no-agent" }, failed);
    expect((await refusal(on("vm-instance-no-agent", "vnc")))?.code).toBe(400);
    expect((await refusal(on("vm-instance-no-agent", "console")))?.code).toBe(409);
  });

  it("what does not exist", async () => {
    expect((await refusal(on("web", "telnet")))?.code).toBe(403);
    expect(await platform.call("GET", on("web", "console"), { accept: "application/json" })).toMatchObject({
      code: 406,
    });
  });
});

describe("port forwarding", () => {
  it("reaches what listens in the guest", async () => {
    const ssh = await open(on("web", "portforward/22/tcp"));
    await ssh.until("SSH-2.0-");
    ssh.close();
    const echo = await open(on("web", "portforward/7"));
    echo.send("hello");
    await echo.until("hello");
    echo.close();
    const refused = await refusal(on("web", "portforward/8081"));
    expect(refused?.text).toMatch(/dialing VM: dial tcp \S+:8081: connect: connection refused/);
  });

  it("reaches nothing in a guest where nothing listens", async () => {
    await platform.createMachine("vm-instance-mute-guest", "Always");
    await platform.untilPhase("vm-instance-mute-guest", "Running");
    expect((await refusal(on("vm-instance-mute-guest", "portforward/22")))?.text).toContain("connection refused");
  });
});

describe("pause", () => {
  it("silences the guest until it is resumed", async () => {
    await platform.createMachine("still", "Always");
    await platform.untilPhase("still", "Running");
    const put = (word: string, body?: string) => platform.call("PUT", on("still", word), { body, isAdmin: true });
    expect((await put("pause", '{"dryRun":["All"]}')).code).toBe(200);
    expect((await put("unpause")).message).toContain("VMI is not paused");
    expect(await put("pause")).toMatchObject({ code: 200, text: "" });
    expect(await put("pause")).toMatchObject({ code: 409 });
    expect((await refusal(on("still", "portforward/22")))?.code).toBe(409);
    expect((await put("unpause")).code).toBe(200);
  });
});

describe("the end of a guest", () => {
  it("cuts who looks at it when it is switched off from inside, and the instance has succeeded", async () => {
    await platform.createMachine("brief", "Once");
    await platform.untilPhase("brief", "Running");
    const screen = await open(on("brief", "vnc"));
    const line = await open(on("brief", "console"));
    line.send("\r");
    await line.until("login: ");
    line.send("root\rx\rpoweroff\r");
    expect(await line.closed).toBe(1006);
    expect(await screen.closed).toBe(1006);
    await platform.untilPhase("brief", "Succeeded");
  });
});
