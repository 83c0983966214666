import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestCluster, type TestCluster } from "../platform/test-cluster.ts";
import { grantExtras } from "./operator-grants.ts";

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.tenant("globex");
  await grantExtras(cluster.client);
  await grantExtras(cluster.client);
});
afterAll(() => cluster.dispose());

const may = async (group: string, verb: string, resource: string, subresource = "", apiGroup = "kubevirt.io") => {
  const attributes = { namespace: "tenant-globex", verb, group: apiGroup, resource, subresource };
  const { body } = await cluster.call("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    spec: { user: "somebody", groups: [group], resourceAttributes: attributes },
  });
  return body.status.allowed;
};

test.each([
  ["watch", "virtualmachineinstances", "", "kubevirt.io"],
  ["update", "virtualmachineinstances", "pause", "subresources.kubevirt.io"],
  ["update", "virtualmachines", "migrate", "subresources.kubevirt.io"],
  ["get", "virtualmachineinstances", "vnc/screenshot", "subresources.kubevirt.io"],
])("who uses the tenant may %s %s/%s, who looks at it may not", async (verb, resource, subresource, apiGroup) => {
  expect(await may("tenant-globex-use", verb, resource, subresource, apiGroup)).toBe(true);
  expect(await may("tenant-globex-view", verb, resource, subresource, apiGroup)).toBe(false);
  expect(await may("tenant-acme-admin", verb, resource, subresource, apiGroup)).toBe(false);
});
