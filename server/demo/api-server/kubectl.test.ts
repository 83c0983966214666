import { execFile, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { crd, TestServer } from "./test-client.ts";

const kubectl = findKubectl();

/** `KUBECTL`, or the first on the PATH. */
function findKubectl(): string | undefined {
  // biome-ignore lint/style/noProcessEnv: where a test finds its tools is no configuration of the product.
  const { KUBECTL = "", PATH = "" } = process.env;
  const candidates = [KUBECTL, ...PATH.split(delimiter).map((folder) => join(folder, "kubectl"))];
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return candidate !== "";
    } catch {
      return false;
    }
  });
}

describe.skipIf(kubectl === undefined)("a kubectl session (skipped: no kubectl on PATH nor in KUBECTL)", () => {
  let api: TestServer;
  let home: string;

  beforeAll(async () => {
    api = await TestServer.start({ tokens: [{ token: "bob", user: "bob" }] });
    home = await mkdtemp(join(tmpdir(), "kubectl-"));
    await writeFile(join(home, "config"), api.server.adminKubeconfig());
    await writeFile(join(home, "crd.yaml"), JSON.stringify(crd("demo.test", "widgets", "Widget")));
    await run("create", "namespace", "team");
    await run("apply", "-f", join(home, "crd.yaml"));
    await run("wait", "--for=condition=established", "crd/widgets.demo.test", "--timeout=10s");
  });
  afterAll(async () => {
    await api.dispose();
    await rm(home, { recursive: true });
  });

  const options = () => ({ env: { NODE_ENV: "test" as const, HOME: home, KUBECONFIG: join(home, "config") } });

  async function run(...args: string[]): Promise<string> {
    return (await promisify(execFile)(kubectl ?? "", args, options())).stdout;
  }

  async function apply(name: string, size: number, ...args: string[]): Promise<string> {
    const file = join(home, `${name}.json`);
    const widget = {
      apiVersion: "demo.test/v1",
      kind: "Widget",
      metadata: { name, namespace: "team" },
      spec: { size },
    };
    await writeFile(file, JSON.stringify(widget));
    return run("apply", "-f", file, ...args);
  }

  test("apply creates, configures and leaves unchanged; get shows rows and YAML", async () => {
    expect(await apply("one", 1)).toBe("widget.demo.test/one created\n");
    expect(await apply("one", 2)).toBe("widget.demo.test/one configured\n");
    expect(await apply("one", 2)).toBe("widget.demo.test/one unchanged\n");
    expect(await apply("never", 1, "--dry-run=server")).toBe("widget.demo.test/never created (server dry run)\n");
    expect(await run("get", "wd", "-n", "team")).toMatch(/^NAME +SIZE\none +2 *\n$/);
    expect(await run("get", "widgets", "one", "-n", "team", "-o", "yaml")).toContain("spec:\n  size: 2\n");
    expect(await run("get", "all", "-n", "team", "-o", "name")).toBe("widget.demo.test/one\n");
    expect(await run("get", "namespaces", "-o", "wide")).toMatch(/team +Active/);
  });

  test("patch, label and delete", async () => {
    await apply("two", 1);
    const patch = (type: string, text: string) =>
      run("patch", "widget", "two", "-n", "team", "--type", type, "-p", text);
    expect(await patch("merge", '{"spec":{"size":3}}')).toContain("patched");
    expect(await patch("json", '[{"op":"replace","path":"/spec/size","value":4}]')).toContain("patched");
    await run("label", "widget", "two", "-n", "team", "a=b");
    expect(await run("get", "wd", "-n", "team", "-l", "a=b", "-o", "jsonpath={.items[*].spec.size}")).toBe("4");
    expect(await run("delete", "widget", "two", "-n", "team")).toContain("deleted");
  });

  test("get --watch prints what changes", async () => {
    await apply("watched", 1);
    const watching = spawn(kubectl ?? "", ["get", "wd", "watched", "-n", "team", "--watch"], options());
    let printed = "";
    const line = (pattern: RegExp) =>
      new Promise<void>((resolve) => {
        const check = () => pattern.test(printed) && resolve();
        watching.stdout.on("data", check);
        check();
      });
    watching.stdout.on("data", (chunk: Buffer) => {
      printed += chunk;
    });
    await line(/watched +1/);
    await apply("watched", 7);
    await line(/watched +7/);
    watching.kill();
  });

  test("api-resources, auth can-i and whoami", async () => {
    expect(await run("api-resources")).toMatch(/widgets +wd +demo.test\/v1 +true +Widget/);
    expect(await run("auth", "can-i", "--list")).toContain("*.*");
    expect(await run("auth", "whoami")).toContain("kubernetes-admin");
    await expect(run("--token", "bob", "get", "pods")).rejects.toThrow(
      'pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default"',
    );
  });
});
