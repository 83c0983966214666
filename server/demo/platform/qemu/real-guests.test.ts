import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { findGuestImage } from "../../../../guest-image.mjs";

/** QEMU and its guest are not on every machine; `npm test` makes the guest where it can. */
const image = findGuestImage();
const folder = mkdtempSync(join(tmpdir(), "porthole-real-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts two machines of Linux more than there are places for, and one of Windows; ends one of them when told to. */
const program = `
import { createRealGuests } from ${JSON.stringify(fileURLToPath(new URL("real-guests.ts", import.meta.url)))};
const start = createRealGuests({ image: ${JSON.stringify(image)}, most: 2 });
const machine = (family) => start({
  facts: { hostname: "real", system: { family }, address: "", mac: "", cpus: 1, memoryMiB: 4096, diskGiB: 1 },
  onPowerOff: () => {},
  onError: (error) => console.error(error),
});
const guests = ["linux", "windows", "linux", "linux", "linux"].map(machine);
console.log(JSON.stringify(guests.map((guest) => guest !== undefined)));
process.stdin.once("data", () => guests[0].dispose());
`;

/** Command lines of the processes that work in this test's folder. */
const running = (): string[][] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")];
      } catch {
        // It ended meanwhile.
        return [];
      }
    })
    .filter((words) => words.some((word) => word.includes(folder)));

describe.skipIf(image === null)("machines as processes of QEMU", () => {
  it("are as many and as large as was said, and end with what started them, however that ends", async () => {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      env: { NODE_ENV: "test", TMPDIR: folder, PATH: "/usr/local/bin:/usr/bin:/bin" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    expect(JSON.parse(line)).toEqual([true, false, true, false, false]);
    await expect.poll(() => running().length).toBe(2);
    for (const words of running()) expect(words[words.indexOf("-m") + 1]).toBe("128M");

    child.stdin.write("end one\n");
    await expect.poll(() => [running().length, readdirSync(folder).length]).toEqual([1, 1]);
    child.kill("SIGKILL");
    await expect.poll(() => running()).toEqual([]);
  });
});
