import { afterAll, beforeAll, expect, test } from "vitest";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

onEachServer("discovery", ({ api }) => {
  let widgets: Widgets;
  beforeAll(async () => {
    widgets = await createWidgets(api());
  });
  afterAll(() => widgets.dispose());

  const get = async (path: string) => (await api().ok("GET", path)).body;

  test("the version, the core group and the index of groups", async () => {
    expect(await get("/version")).toMatchObject({ major: "1", gitVersion: expect.stringMatching(/^v1\.\d+\.\d+/) });
    expect(await get("/api")).toMatchObject({ kind: "APIVersions", versions: ["v1"] });
    const { groups } = await get("/apis");
    const names = groups.map(({ name }: { name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining([widgets.group, "rbac.authorization.k8s.io", "apiregistration.k8s.io"]),
    );
    expect((await api().call("GET", "/healthz")).text).toBe("ok");
  });

  test("a group and its version list their resources", async () => {
    const preferredVersion = { groupVersion: `${widgets.group}/v1`, version: "v1" };
    expect(await get(`/apis/${widgets.group}`)).toMatchObject({ kind: "APIGroup", preferredVersion });
    const { resources } = await get(`/apis/${widgets.group}/v1`);
    expect(resources).toMatchObject([
      {
        name: "widgets",
        singularName: "widget",
        namespaced: true,
        kind: "Widget",
        shortNames: ["wd"],
        verbs: ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"],
      },
      { name: "widgets/status", kind: "Widget", verbs: ["get", "patch", "update"] },
    ]);
    const missing = await api().call("GET", "/apis/no-such-group.test/v1");
    expect([missing.code, missing.text]).toEqual([404, "404 page not found\n"]);
  });

  test("all of it comes in one answer on request", async () => {
    const Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    type Item = { metadata: { name: string } };
    const found = await api().until(
      "/apis",
      ({ body }) => body.items.some(({ metadata }: Item) => metadata.name === widgets.group),
      { headers: { Accept } },
    );
    const group = found.body.items.find(({ metadata }: Item) => metadata.name === widgets.group);
    expect(group.versions).toMatchObject([
      {
        version: "v1",
        freshness: "Current",
        resources: [
          {
            resource: "widgets",
            responseKind: { group: widgets.group, version: "v1", kind: "Widget" },
            scope: "Namespaced",
            singularResource: "widget",
            shortNames: ["wd"],
            subresources: [{ subresource: "status" }],
          },
        ],
      },
    ]);
  });

  test("OpenAPI v3 has an index with hashes, and each version a document with its schemas", async () => {
    const key = `apis/${widgets.group}/v1`;
    // A real server sends the index as text/plain.
    const index = await api().until("/openapi/v3", ({ text }) => JSON.parse(text).paths[key] !== undefined);
    const { serverRelativeURL } = JSON.parse(index.text).paths[key];
    expect(serverRelativeURL).toMatch(new RegExp(`^/openapi/v3/${key}\\?hash=\\w+$`));
    const document = await get(serverRelativeURL);
    expect(document.openapi).toMatch(/^3\.0/);
    type Schema = { "x-kubernetes-group-version-kind"?: { kind: string }[]; properties?: Record<string, unknown> };
    // OpenAPI keeps schemas by name.
    const schemas = Object.values(document.components.schemas) as Schema[];
    const own = schemas.find((it) => it["x-kubernetes-group-version-kind"]?.some(({ kind }) => kind === "Widget"));
    expect(own?.properties?.spec).toMatchObject({
      type: "object",
      properties: {
        size: { type: "integer", minimum: 1 },
        colour: { type: "string", enum: ["red", "blue"], default: "red" },
      },
    });
    expect((await api().call("GET", "/openapi/v3/apis/no-such-group.test/v1")).code).toBe(404);
  });
});
