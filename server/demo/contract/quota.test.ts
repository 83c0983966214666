import { afterAll, beforeAll, expect, test } from "vitest";
import { configMap } from "../api-server/test-client.ts";
import { onEachServer } from "./on-each-server.ts";

const service = (name: string, type: string) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name },
  spec: { type, ports: [{ port: 22 }] },
});

const pod = (name: string, cpu: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name },
  spec: { containers: [{ name: "c", image: "none", resources: { requests: { cpu }, limits: { cpu } } }] },
});

const claim = (name: string, storage: string) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name },
  spec: { accessModes: ["ReadWriteOnce"], storageClassName: "replicated", resources: { requests: { storage } } },
});

onEachServer("quota", ({ api, isReal }) => {
  let namespace: string;
  let team: string;
  beforeAll(async () => {
    namespace = await api().namespace();
    team = `/api/v1/namespaces/${namespace}`;
    // A real server refuses pods until its controllers made this; the stand-in makes and needs none.
    if (isReal) await api().until(`${team}/serviceaccounts/default`, ({ code }) => code === 200);
    const quota = (name: string, hard: object) =>
      api().ok("POST", `${team}/resourcequotas`, {
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { name },
        spec: { hard },
      });
    await quota("tenant-quota", {
      "requests.cpu": "1",
      "requests.storage": "10Gi",
      "services.loadbalancers": "1",
      "count/secrets": "1",
    });
    await api().until(`${team}/resourcequotas/tenant-quota`, ({ body }) => body.status?.used !== undefined);
  });
  afterAll(async () => {
    await api().call("DELETE", team);
  });

  const used = (key: string, value: string) =>
    api().until(`${team}/resourcequotas/tenant-quota`, ({ body }) => body.status.used[key] === value);

  test("what goes beyond is 403 in these words, what fits is counted", async () => {
    await api().ok("POST", `${team}/pods`, pod("fits", "600m"));
    const { body } = await api().call("POST", `${team}/pods`, pod("more", "500m"));
    expect(body).toMatchObject({ code: 403, reason: "Forbidden", details: { name: "more", kind: "pods" } });
    expect(body.message).toBe(
      'pods "more" is forbidden: exceeded quota: tenant-quota, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1',
    );
    await used("requests.cpu", "600m");
  });

  test("storage, load balancers and objects by kind count too", async () => {
    await api().ok("POST", `${team}/persistentvolumeclaims`, claim("a", "6Gi"));
    expect((await api().call("POST", `${team}/persistentvolumeclaims`, claim("b", "5Gi"))).body.message).toContain(
      "requested: requests.storage=5Gi, used: requests.storage=6Gi, limited: requests.storage=10Gi",
    );
    await api().ok("POST", `${team}/services`, service("one", "LoadBalancer"));
    expect((await api().call("POST", `${team}/services`, service("two", "LoadBalancer"))).body.message).toContain(
      "requested: services.loadbalancers=1, used: services.loadbalancers=1, limited: services.loadbalancers=1",
    );
    await api().ok("POST", `${team}/services`, service("two", "ClusterIP"));
    const secret = (name: string) => ({ ...configMap(name), kind: "Secret" });
    await api().ok("POST", `${team}/secrets`, secret("a"));
    expect((await api().call("POST", `${team}/secrets`, secret("b"))).code).toBe(403);
  });

  test("what is deleted is given back", async () => {
    await api().ok("DELETE", `${team}/services/one`);
    await used("services.loadbalancers", "0");
    await api().ok("POST", `${team}/services`, service("three", "LoadBalancer"));
  });
});
