import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Agent, fetch } from "undici";
import { afterAll, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const folder = join(tmpdir(), `porthole-demo-${process.pid}`);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The demo as a process of its own, its input and outputs pipes. */
const start = (environment: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [main], {
    env: { NODE_ENV: "test", DEMO_DIR: folder, DEMO_SEED: "none", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const lines: string[] = [];
  const firstLine = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      resolve(line);
    });
  });
  return { child, firstLine, lines, ended: ended(child), complaint: () => complaint };
};

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));

describe("the demo process", () => {
  it("says in one line how to reach it, keeps its keys to its owner, and ends by SIGTERM", async () => {
    const demo = start();
    const ready = JSON.parse(await demo.firstLine);
    expect(ready).toMatchObject({
      ready: true,
      clusterUrl: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      issuer: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(ready.people.map(({ name }: { name: string }) => name)).toContain("ada.brunner");
    expect(await readFile(ready.caFile, "utf8")).toContain("BEGIN CERTIFICATE");
    expect((await stat(ready.kubeconfig)).mode & 0o777).toBe(0o600);
    const discovery = await (await fetch(`${ready.issuer}/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({ issuer: ready.issuer });
    demo.child.kill("SIGTERM");
    expect(await demo.ended).toBe(0);
    expect(demo.lines).toHaveLength(1);
  });

  it("waits for a real cluster, which must know the identity provider first", async () => {
    const kubeconfig = join(folder, "real.kubeconfig");
    const demo = start({ DEMO_KUBECONFIG: kubeconfig });
    const { identity, issuer, issuerCaFile } = JSON.parse(await demo.firstLine);
    expect([identity, issuer]).toEqual([true, expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/)]);
    const dispatcher = new Agent({ connect: { ca: await readFile(issuerCaFile, "utf8") } });
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { dispatcher });
    expect(await answer.json()).toMatchObject({ issuer });
    await dispatcher.close();
    // Whole at once: the demo reads it as soon as it is there.
    await writeFile(`${kubeconfig}.new`, "clusters: []\n");
    await rename(`${kubeconfig}.new`, kubeconfig);
    expect(await demo.ended).toBe(2);
    expect(demo.complaint()).toContain("names no cluster");
  });

  it("ends when its parent goes away", async () => {
    const demo = start();
    await demo.firstLine;
    demo.child.stdin.end();
    expect(await demo.ended).toBe(0);
  });

  it("says which port is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    // listen() on a host and port gives an AddressInfo.
    const { port } = other.address() as AddressInfo;
    const demo = start({ DEMO_API_PORT: String(port) });
    expect(await demo.ended).toBe(2);
    expect(demo.complaint()).toContain(`Port ${port} is in use`);
    other.close();
  });

  it("names a setting that it cannot read", async () => {
    const demo = start({ DEMO_SPEED: "fast", DEMO_PRODUCT_ORIGIN: "nowhere" });
    expect(await demo.ended).toBe(2);
    expect(demo.complaint()).toContain("DEMO_SPEED");
    expect(demo.complaint()).toContain("DEMO_PRODUCT_ORIGIN");
  });
});
