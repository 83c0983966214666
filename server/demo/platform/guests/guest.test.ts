import { afterEach, describe, expect, it } from "vitest";
import { createGuest, type Guest } from "./guest.ts";
import type { GuestFacts } from "./machine.ts";
import { operatingSystemOf } from "./operating-systems.ts";

const facts: GuestFacts = {
  hostname: "web-01",
  system: operatingSystemOf("ubuntu"),
  address: "10.244.3.7",
  mac: "02:00:00:00:00:01",
  cpus: 2,
  memoryMiB: 4096,
  diskGiB: 20,
};

let guest: Guest | undefined;
afterEach(() => guest?.dispose());

/** A serial line to a guest that has booted long ago, and everything it said; `until` waits for a text in it. */
const connect = (
  more: { facts?: GuestFacts; onPowerOff?: () => void; speed?: number; switchedOnAtMs?: number } = {},
) => {
  const running = createGuest({ facts, switchedOnAtMs: 0, onPowerOff: () => {}, ...more });
  guest = running;
  let said = "";
  let look = (): void => {};
  running.serial.attach({
    write: (text) => {
      said += text;
      look();
      return true;
    },
  });
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      look = () => said.includes(text) && resolve();
      look();
    });
  const type = (text: string): string => {
    const before = said.length;
    for (const byte of new TextEncoder().encode(text)) running.serial.input(Uint8Array.of(byte));
    return said.slice(before);
  };
  return { type, until, said: () => said };
};

const signedIn = (more?: Parameters<typeof connect>[0]) => {
  const line = connect(more);
  line.type("ubuntu\rsecret\r");
  return line;
};

describe("serial line of a Linux guest", () => {
  it("says nothing of the past, and asks again for a newline", () => {
    const { type, said } = connect();
    expect(said()).toBe("");
    expect(type("\r")).toBe("\r\nweb-01 login: ");
  });

  it("logs anybody in and never shows the password", () => {
    const { type } = connect();
    expect(type("ubuntu\r")).toBe("ubuntu\r\nPassword: ");
    const after = type("s3cret\r");
    expect(after).not.toContain("s3cret");
    expect(after).toMatch(/Welcome to Ubuntu 24\.04\.3 LTS[\s\S]*ubuntu@web-01:~\$ $/);
  });

  it("refuses a user name that cannot be", () => {
    expect(connect().type("\u001b[31m;rm\rx\r")).toContain("Login incorrect");
  });

  it.each([
    ["whoami", "ubuntu"],
    ["hostname", "web-01"],
    ["uname -r", "6.8.0-86-generic"],
    ["echo \"Grüße  €\" 'b c' $USER", "Grüße  € b c ubuntu"],
    ["echo 6-$((6*7))-$((2-3))$constructor", "\r\n6-42--1\r\n"],
    ["cat /etc/os-release", 'PRETTY_NAME="Ubuntu 24.04.3 LTS"'],
    ["ip addr", "inet 10.244.3.7/16"],
    ["nproc", "2"],
    ["free -h", "3.9Gi"],
    ["df -h", "/dev/vda1"],
    ["systemctl status nginx", "active (running)"],
    ["sudo systemctl status nginx", "active (running)"],
    ["cd /etc; pwd && hostname", "\r\n/etc\r\nweb-01\r\nubuntu@web-01:/etc$ "],
    ["echo 'a; b'", "\r\na; b\r\n"],
    ["cd /nowhere", "No such file or directory"],
    ["frobnicate", "bash: frobnicate: command not found"],
    ["constructor", "bash: constructor: command not found"],
  ])("runs %s", (line, answer) => {
    expect(signedIn().type(`${line}\r`)).toContain(answer);
  });

  it("edits in place, recalls history, forgets on Ctrl-U and Ctrl-C", () => {
    const { type } = signedIn();
    expect(type("echoo \u007f\u007f one\r")).toContain("\r\none\r\n");
    expect(type("two\u001b[D\u001b[D\u001b[Decho \r")).toContain("\r\ntwo\r\n");
    expect(type("\u001b[A\r")).toContain("\r\ntwo\r\n");
    expect(type("garbage\u0015whoami\r")).toContain("\r\nubuntu\r\n");
    expect(type("garbage\u0003")).toMatch(/\^C\r\nubuntu@web-01:~\$ $/);
    expect(type("hostn\t\r")).toContain("\r\nweb-01\r\n");
    expect(type("\u0004")).toContain("web-01 login: ");
  });

  it("takes characters in broken pieces and a CR LF as one Enter", () => {
    expect(signedIn().type("echo 日本\r\n")).toContain("\r\n日本\r\n");
    expect(
      signedIn()
        .type("\r\n")
        .match(/ubuntu@/g),
    ).toHaveLength(1);
  });

  it("pours a flood, keeps what is typed meanwhile, and stops at Ctrl-C", async () => {
    const line = signedIn();
    line.type("seq 20000\r");
    line.type("echo done\r");
    await line.until("\r\ndone\r\n");
    expect(line.said()).toContain("\r\n20000\r\n");
    line.type("yes\r");
    expect(line.type("\u0003")).toMatch(/\^C\r\nubuntu@web-01:~\$ $/);
  });

  it("keeps what `cat > file` takes down, for every login and past a restart", async () => {
    const { type, until } = signedIn({ speed: 1000 });
    type("cat > /tmp/typed\rone\ttwo\rGrüße\r\u0004");
    expect(type("cat /tmp/typed\r")).toContain("\r\none\ttwo\r\nGrüße\r\n");
    type("cat > given-up\rlost\r\u0003");
    expect(type("cat given-up\r")).toContain("No such file");
    type("reboot\r");
    await until("Linux version 6.8.0-86-generic");
    await until("web-01 login: ");
    type("ubuntu\rsecret\r");
    expect(type("cat /tmp/typed\r")).toContain("Grüße");
  });

  it("loads another keyboard for the screen", () => {
    const { type } = signedIn();
    expect(type("loadkeys\r")).toContain("en-us (there are en-us, en-gb, de-ch");
    expect(type("loadkeys de-ch\r")).toContain("Loading de-ch");
    expect(type("loadkeys klingon\r")).toContain("cannot open file klingon");
    expect(type("loadkeys\r")).toContain("de-ch (there");
  });

  it("switches itself off, and boots again without the platform", async () => {
    await new Promise<void>((resolve) => signedIn({ onPowerOff: resolve, speed: 1000 }).type("sudo poweroff\r"));
    const again = signedIn({ speed: 1000 });
    again.type("reboot\r");
    await again.until("Linux version 6.8.0-86-generic");
    await again.until("web-01 login: ");
  });
});

describe("a viewer that is full", () => {
  it("stops a flood until it takes more", async () => {
    const running = createGuest({ facts, switchedOnAtMs: 0, onPowerOff: () => {} });
    guest = running;
    let pieces = 0;
    let isRead = false;
    const { promise, resolve } = Promise.withResolvers<void>();
    running.serial.input(Buffer.from("u\rp\r"));
    running.serial.attach({
      write: (text) => {
        pieces += 1;
        if (text.includes("\n99999\r")) resolve();
        return isRead;
      },
    });
    running.serial.input(Buffer.from("seq 99999\r"));
    const before = pieces;
    await new Promise((next) => setImmediate(() => setImmediate(next)));
    expect(pieces).toBe(before);
    isRead = true;
    running.serial.resume();
    await promise;
  });
});

describe("a Windows guest", () => {
  it("offers the special console", () => {
    const windows = { ...facts, system: operatingSystemOf("windows.2k22.virtio") };
    const { type } = connect({ facts: windows });
    expect(type("id\r")).toContain("Windows Server 2022 Standard");
    expect(type("nonsense\r")).toContain("Unrecognized command");
    expect(type("\r")).toMatch(/SAC>$/);
  });
});
