import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestPlatform } from "./test-platform.ts";

/** The folder of upstream's own files; nothing of them is copied. */
// biome-ignore lint/style/noProcessEnv: which data a test run is given is no configuration of the product.
const { PORTHOLE_UPSTREAM: folder } = process.env;
const reason = folder ? "" : " (skipped: PORTHOLE_UPSTREAM names no folder of it)";
const base = "/apis/subresources.kubevirt.io/v1/namespaces/{namespace}/";

describe.skipIf(!folder)(`upstream's OpenAPI document${reason}`, () => {
  let platform: Awaited<ReturnType<typeof startTestPlatform>>;
  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.dispose());

  it("names no subresource that is not answered, and each only under its own method", async () => {
    // KubeVirt's own document: `paths`, each with its methods.
    const document = JSON.parse(readFileSync(`${folder}/kubevirt/swagger.json`, "utf8")) as {
      paths: Record<string, object>;
    };
    const named = Object.entries(document.paths).flatMap(([path, methods]) =>
      // A forwarded port is only ever upgraded.
      path.startsWith(base) && !path.includes("{port}") ? [{ path: path.slice(base.length), methods }] : [],
    );
    expect(named.length).toBeGreaterThan(35);
    for (const { path, methods } of named) {
      for (const method of ["get", "put"]) {
        const answer = await platform.call(method.toUpperCase(), path.replace("{name}", "nobody"), { isAdmin: true });
        const isUnknown = answer.code === 405 || answer.text === "404: Page Not Found";
        expect([method, path, isUnknown]).toEqual([method, path, !(method in methods)]);
      }
    }
  });
});
