import { spawn } from "node:child_process";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { freePort, projectNode, root } from "../setup.mjs";
import { expect, test } from "./running/fixtures.ts";

type Ended = { code: number | null; output: string };

const command = (args: string[], env: Record<string, string>) => {
  const child = spawn(projectNode(), args, { cwd: root, env: { ...process.env, ...env } });
  let output = "";
  child.stdout.on("data", (bytes) => (output += bytes));
  child.stderr.on("data", (bytes) => (output += bytes));
  const ended = new Promise<Ended>((resolve) => child.once("exit", (code) => resolve({ code, output })));
  return { child, ended, said: () => output };
};

const occupy = (port: number) =>
  new Promise<Server>((resolve) => {
    const server = createServer();
    server.listen(port, "127.0.0.1", () => resolve(server));
  });

test("npm run demo says which port is in use and ends", async () => {
  const port = await freePort();
  const server = await occupy(port);
  const { ended } = command([join(root, "demo.mjs")], { PORT: String(port) });
  const { code, output } = await ended;
  server.close();
  expect(code).toBe(2);
  expect(output).toContain(`port ${port} (from PORT) is in use`);
});

test("npm run demo refuses a PORT that is none", async () => {
  const { code, output } = await command([join(root, "demo.mjs")], { PORT: "seventy" }).ended;
  expect(code).toBe(2);
  expect(output).toContain("PORT=seventy is not a port");
});

test("npm run demo prints the address, the people and a kubeconfig, and SIGTERM ends everything", async () => {
  const port = await freePort();
  const demo = command([join(root, "demo.mjs")], { PORT: String(port) });
  await expect.poll(demo.said, { timeout: 90_000 }).toContain("Ctrl-C ends everything");
  expect(demo.said()).toContain(`http://127.0.0.1:${port}`);
  for (const name of ["ada.brunner", "omar.keller", "vera.rossi", "sam.support"]) expect(demo.said()).toContain(name);
  expect(demo.said()).toMatch(/kubectl --kubeconfig \S+ get vminstances,vmdisks -A/);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  demo.child.kill("SIGTERM");
  expect((await demo.ended).code).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

test("npm run demo that is killed leaves nothing behind", async () => {
  const port = await freePort();
  const demo = command([join(root, "demo.mjs")], { PORT: String(port) });
  await expect.poll(demo.said, { timeout: 90_000 }).toContain("Ctrl-C ends everything");
  const platform = /API server\s+(https:\S+)/.exec(demo.said())?.[1] ?? "";
  demo.child.kill("SIGKILL");
  await demo.ended;
  for (const address of [`http://127.0.0.1:${port}`, platform.replace("https", "http")]) {
    const listens = () =>
      fetch(address).then(
        () => true,
        ({ cause }) => cause?.code !== "ECONNREFUSED",
      );
    await expect.poll(listens, { timeout: 20_000 }).toBe(false);
  }
});

test("a configuration that is wrong stops the product with the list of its fields", async () => {
  const { code, output } = await command([join(root, "server/main.ts")], {
    NODE_ENV: "production",
    PORT: "0x1",
    PORTHOLE_CLUSTER_URL: "http://example.com",
    PORTHOLE_OIDC_ISSUER: "not an address",
  }).ended;
  expect(code).toBe(2);
  expect(output).toContain("PORTHOLE_CLUSTER_URL");
  expect(output).toContain("PORTHOLE_OIDC_ISSUER");
});
