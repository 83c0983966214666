import { request } from "node:https";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

type Compressed = { encoding: string | undefined; kind: string };

onEachServer("representations", ({ api }) => {
  let widgets: Widgets;
  let token: string;
  beforeAll(async () => {
    widgets = await createWidgets(api());
    token = await api().person(widgets.namespace, "reader");
    // Longer than the 128 KiB from which a real server compresses.
    const annotations = { long: "x".repeat(200_000) };
    await api().ok("POST", widgets.path, widgets.widget("one", { size: 4 }, { annotations }));
  });
  afterAll(() => widgets.dispose());

  const as = (Accept: string, path = widgets.path) => api().call("GET", path, undefined, { headers: { Accept } });

  test("a Table has the printer's columns and the object's metadata, or all of it when asked", async () => {
    const table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    const { body } = await as(table);
    expect(body).toMatchObject({
      kind: "Table",
      apiVersion: "meta.k8s.io/v1",
      columnDefinitions: [
        { name: "Name", type: "string", format: "name" },
        { name: "Size", type: "integer" },
      ],
      rows: [{ cells: ["one", 4], object: { kind: "PartialObjectMetadata", metadata: { name: "one" } } }],
    });
    expect((await as(table, `${widgets.path}/one`)).body.rows).toHaveLength(1);
    const whole = await as(table, `${widgets.path}?includeObject=Object`);
    expect(whole.body.rows[0].object).toMatchObject({ kind: "Widget", spec: { size: 4 } });
    const none = await as(table, `${widgets.path}?includeObject=None`);
    expect(none.body.rows[0].object ?? null).toBeNull();
  });

  test("metadata alone comes without spec", async () => {
    const list = await as("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");
    expect(list.body).toMatchObject({ kind: "PartialObjectMetadataList", items: [{ metadata: { name: "one" } }] });
    expect(list.body.items[0].spec).toBeUndefined();
    const one = await as("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", `${widgets.path}/one`);
    expect(one.body).toMatchObject({ kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1" });
  });

  test("YAML is spoken both ways; the first representation that is known is taken; none is 406", async () => {
    const yaml = await as("application/yaml");
    expect(yaml.headers.get("content-type")).toBe("application/yaml");
    expect(yaml.text).toContain("kind: WidgetList");
    const posted = await api().call(
      "POST",
      widgets.path,
      `apiVersion: ${widgets.group}/v1\nkind: Widget\nmetadata: {name: two}\nspec: {size: 2}\n`,
      { headers: { "Content-Type": "application/yaml" } },
    );
    expect(posted.body).toMatchObject({ metadata: { name: "two" }, spec: { size: 2 } });
    expect((await as("image/png, application/json")).code).toBe(200);
    expect((await as("image/png")).body).toMatchObject({ code: 406, reason: "NotAcceptable" });
  });

  test("a long answer is compressed for who asks", async () => {
    await api().ok("POST", `/apis/rbac.authorization.k8s.io/v1/namespaces/${widgets.namespace}/rolebindings`, {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "reader" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "ServiceAccount", name: "reader", namespace: widgets.namespace }],
    });
    await api().until(widgets.path, ({ code }) => code === 200, { token });
    const { encoding, kind } = await new Promise<Compressed>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${token}`, "Accept-Encoding": "gzip" };
      request(`${api().url}${widgets.path}`, { ca: api().ca, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const { kind } = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString("utf8"));
          resolve({ encoding: answer.headers["content-encoding"], kind });
        });
      })
        .on("error", reject)
        .end();
    });
    expect([encoding, kind]).toEqual(["gzip", "WidgetList"]);
  });
});
