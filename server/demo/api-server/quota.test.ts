import { afterAll, beforeAll, expect, test } from "vitest";
import { take } from "../test-wire.ts";
import { MERGE, namespace, TestServer } from "./test-client.ts";

let api: TestServer;
beforeAll(async () => {
  api = await TestServer.start();
  await api.call("POST", "/api/v1/namespaces", namespace("team"));
  const hard = {
    "requests.cpu": "1",
    "limits.memory": "2Gi",
    "requests.storage": "10Gi",
    "replicated.storageclass.storage.k8s.io/requests.storage": "5Gi",
    "services.loadbalancers": "1",
    "count/configmaps": "1",
  };
  await api.call("POST", `${TEAM}/resourcequotas`, {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "tenant-quota" },
    spec: { hard },
  });
});
afterAll(() => api.dispose());

const TEAM = "/api/v1/namespaces/team";

const pod = (name: string, cpu: string, memory: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name },
  spec: { containers: [{ name: "c", resources: { requests: { cpu }, limits: { memory } } }] },
});

const claim = (name: string, storage: string, storageClassName: string) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name },
  spec: { storageClassName, resources: { requests: { storage } } },
});

const service = (name: string, type: string) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name },
  spec: { type, ports: [{ port: 22 }] },
});

test("what goes beyond the quota is refused in Kubernetes' words, what fits is counted", async () => {
  expect((await api.call("POST", `${TEAM}/pods`, pod("fits", "600m", "1Gi"))).code).toBe(201);
  const refused = await api.call("POST", `${TEAM}/pods`, pod("more", "500m", "1536Mi"));
  expect(refused.body).toMatchObject({ code: 403, reason: "Forbidden" });
  expect(refused.body.message).toBe(
    'pods "more" is forbidden: exceeded quota: tenant-quota, requested: limits.memory=1536Mi,requests.cpu=500m, used: limits.memory=1Gi,requests.cpu=600m, limited: limits.memory=2Gi,requests.cpu=1',
  );
  await api.call("DELETE", `${TEAM}/pods/fits`);
  expect((await api.call("POST", `${TEAM}/pods`, pod("more", "500m", "1536Mi"))).code).toBe(201);
});

test("storage counts in total and per class, also when a claim grows", async () => {
  expect((await api.call("POST", `${TEAM}/persistentvolumeclaims`, claim("a", "4Gi", "replicated"))).code).toBe(201);
  const perClass = await api.call("POST", `${TEAM}/persistentvolumeclaims`, claim("b", "2Gi", "replicated"));
  expect(perClass.body.message).toContain(
    "requested: replicated.storageclass.storage.k8s.io/requests.storage=2Gi, used: replicated.storageclass.storage.k8s.io/requests.storage=4Gi",
  );
  expect((await api.call("POST", `${TEAM}/persistentvolumeclaims`, claim("b", "2Gi", "local"))).code).toBe(201);
  const grow = { spec: { resources: { requests: { storage: "6Gi" } } } };
  expect((await api.call("PATCH", `${TEAM}/persistentvolumeclaims/a`, grow, MERGE)).code).toBe(403);
});

test("load balancers are counted apart from other services, and any kind by count/", async () => {
  expect((await api.call("POST", `${TEAM}/services`, service("one", "LoadBalancer"))).code).toBe(201);
  expect((await api.call("POST", `${TEAM}/services`, service("two", "LoadBalancer"))).code).toBe(403);
  expect((await api.call("POST", `${TEAM}/services`, service("two", "ClusterIP"))).code).toBe(201);
  const map = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } });
  expect((await api.call("POST", `${TEAM}/configmaps`, map("a"))).code).toBe(201);
  expect((await api.call("POST", `${TEAM}/configmaps`, map("b"))).body.message).toContain(
    "requested: count/configmaps=1",
  );
});

test("status.used follows", async () => {
  const events = api.watch(`${TEAM}/resourcequotas?watch=1`);
  for (;;) {
    const [event] = await take(events, 1);
    const used = event?.object.status?.used;
    if (
      used?.["requests.cpu"] === "500m" &&
      used["services.loadbalancers"] === "1" &&
      used["requests.storage"] === "6Gi"
    )
      break;
  }
  await events.return(undefined);
});
