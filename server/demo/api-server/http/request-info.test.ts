import { expect, test } from "vitest";
import { parseRequest } from "./request-info.ts";

const target = (method: string, url: string) => parseRequest(method, url)?.target;

test.each([
  ["GET", "/api/v1/pods", { verb: "list", group: "", version: "v1", resource: "pods", namespace: "", name: "" }],
  ["GET", "/api/v1/namespaces/a/pods/p", { verb: "get", resource: "pods", namespace: "a", name: "p" }],
  ["GET", "/api/v1/namespaces/a/pods?watch=true", { verb: "watch", resource: "pods" }],
  ["GET", "/api/v1/namespaces/a/pods?watch=0", { verb: "list" }],
  ["GET", "/api/v1/watch/namespaces/a/pods/p", { verb: "watch", resource: "pods", namespace: "a", name: "p" }],
  ["GET", "/api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Dp", { verb: "list", name: "p" }],
  ["GET", "/api/v1/namespaces/a", { verb: "get", resource: "namespaces", namespace: "a", name: "a" }],
  ["PUT", "/api/v1/namespaces/a/status", { verb: "update", resource: "namespaces", subresource: "status" }],
  ["DELETE", "/apis/kubevirt.io/v1/namespaces/a/virtualmachines", { verb: "deletecollection", group: "kubevirt.io" }],
  ["PATCH", "/apis/kubevirt.io/v1/namespaces/a/virtualmachines/v", { verb: "patch", name: "v" }],
  [
    "GET",
    "/apis/subresources.kubevirt.io/v1/namespaces/a/virtualmachineinstances/v/portforward/22/tcp",
    { verb: "get", resource: "virtualmachineinstances", name: "v", subresource: "portforward", rest: ["22", "tcp"] },
  ],
])("%s %s", (method, url, expected) => {
  expect(target(method, url)).toMatchObject(expected);
});

test.each(["/", "/version", "/apis", "/apis/kubevirt.io", "/apis/kubevirt.io/v1", "/openapi/v3/apis/a/b/c/d"])(
  "%s is no resource",
  (url) => {
    const info = parseRequest("GET", url);
    expect(info).toBeDefined();
    expect(info?.target).toBeUndefined();
  },
);

test("an escaped slash stays within its part; a broken escape is no URL", () => {
  expect(target("GET", "/api/v1/namespaces/a%2Fb/pods")?.namespace).toBe("a/b");
  expect(parseRequest("GET", "/api/v1/%ZZ")).toBeUndefined();
});
