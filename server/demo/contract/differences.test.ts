import { afterAll, beforeAll, expect, test } from "vitest";
import { configMap, MERGE } from "../api-server/test-client.ts";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

/** What the stand-in answers otherwise than a real server, on purpose; the reasons are in server/demo/README.md. */
onEachServer("documented differences", ({ api, isReal }) => {
  const realOrOwn = <T>(real: T, own: T): T => (isReal ? real : own);
  let widgets: Widgets;
  let maps: string;
  beforeAll(async () => {
    widgets = await createWidgets(api());
    maps = `/api/v1/namespaces/${widgets.namespace}/configmaps`;
    await api().ok("POST", maps, configMap("one"));
  });
  afterAll(() => widgets.dispose());

  const patch = (path: string, type: string) =>
    api().call("PATCH", path, configMap("one"), { headers: { "Content-Type": type } });

  test("strategic merge of built-in objects, and server-side apply", async () => {
    expect((await patch(`${maps}/one`, "application/strategic-merge-patch+json")).code).toBe(realOrOwn(200, 415));
    const applied = await patch(`${maps}/one?fieldManager=contract`, "application/apply-patch+yaml");
    expect(applied.code).toBe(realOrOwn(200, 415));
  });

  test("managed fields", async () => {
    const path = `${maps}/managed`;
    await api().ok("POST", maps, { ...configMap("managed"), data: { a: "b" } });
    expect((await api().ok("GET", path)).body.metadata.managedFields !== undefined).toBe(realOrOwn(true, false));
  });

  test("a cause that a real server finds twice", async () => {
    await api().ok("POST", widgets.path, widgets.widget("one"));
    const uid = "11111111-1111-4111-8111-111111111111";
    const { body } = await api().call("PATCH", `${widgets.path}/one`, { metadata: { uid } }, MERGE);
    expect(body.details.causes).toHaveLength(realOrOwn(2, 1));
  });

  test("what a namespace is born with", async () => {
    const born = api().namespace();
    const path = `/api/v1/namespaces/${await born}`;
    const ready = realOrOwn(200, 404);
    await api().until(`${path}/serviceaccounts/default`, ({ code }) => code === ready);
    await api().until(`${path}/configmaps/kube-root-ca.crt`, ({ code }) => code === ready);
    await api().call("DELETE", path);
  });

  test("impersonation", async () => {
    const headers = { "Impersonate-User": "ada" };
    expect((await api().call("GET", maps, undefined, { headers })).code).toBe(realOrOwn(403, 200));
  });

  test("protobuf", async () => {
    const headers = { Accept: "application/vnd.kubernetes.protobuf" };
    expect((await api().call("GET", maps, undefined, { headers })).code).toBe(realOrOwn(200, 406));
  });
});
