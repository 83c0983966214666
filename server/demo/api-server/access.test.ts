import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configMap, namespace, TestServer } from "./test-client.ts";

const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const MAPS = "/api/v1/namespaces/team/configmaps";

let api: TestServer;
let issuer: Awaited<ReturnType<typeof startIssuer>>;

beforeAll(async () => {
  issuer = await startIssuer();
  const tokens = [
    { token: "ada", user: "ada", groups: ["devs"] },
    { token: "omar", user: "omar" },
    { token: "robot", user: "system:serviceaccount:team:robot", groups: ["system:serviceaccounts"] },
  ];
  api = await TestServer.start({ tokens, oidc: { issuer: issuer.url, clientId: "kubernetes" } });
  await api.call("POST", "/api/v1/namespaces", namespace("team"));
  await api.call("POST", MAPS, configMap("m"));
});
afterAll(async () => {
  await api.dispose();
  await issuer.close();
});

/** An identity provider reduced to what verifying a token needs: a discovery document and keys. */
async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "RS256" };
  const server = createServer((request, response) => {
    const discovery = { issuer: url, jwks_uri: `${url}/keys` };
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(request.url === "/keys" ? { keys: [jwk] } : discovery));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = (claims: JWTPayload, expires = "5m", key = privateKey) =>
    new SignJWT({ iss: url, aud: "kubernetes", ...claims })
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(key);
  return { url, token, close: () => new Promise((resolve) => server.close(resolve)) };
}

const whoAmI = (token: string | null) =>
  api.call(
    "POST",
    "/apis/authentication.k8s.io/v1/selfsubjectreviews",
    { kind: "SelfSubjectReview", apiVersion: "authentication.k8s.io/v1" },
    { token },
  );

test("the token of somebody of hundreds of groups is read, as far as a head of a megabyte goes", async () => {
  const groups = Array.from({ length: 500 }, (_, at) => `a-group-with-a-long-name-for-a-directory-${at}`);
  const answer = await whoAmI(await issuer.token({ preferred_username: "many", groups }));
  expect(answer.code).toBe(201);
  expect(answer.body.status.userInfo.groups).toHaveLength(501);
});

const canI = async (token: string, resourceAttributes: object) => {
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes },
  };
  return (await api.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, { token })).body
    .status.allowed;
};

const role = (name: string, rules: object[], more: object = {}) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: more && "aggregationRule" in more ? "ClusterRole" : "Role",
  metadata: { name },
  rules,
  ...more,
});

const binding = (name: string, roleRef: { kind: string; name: string }, subjects: object[]) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", ...roleRef },
  subjects,
});

test("a request without a token is anonymous, one with an unknown token 401", async () => {
  const anonymous = await api.call("GET", MAPS, undefined, { token: null });
  expect(anonymous.body).toMatchObject({ code: 403, reason: "Forbidden" });
  expect(anonymous.body.message).toBe(
    'configmaps is forbidden: User "system:anonymous" cannot list resource "configmaps" in API group "" in the namespace "team"',
  );
  const unknown = await api.call("GET", MAPS, undefined, { token: "nobody" });
  expect(unknown.body).toEqual({
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: "Unauthorized",
    reason: "Unauthorized",
    code: 401,
  });
  expect((await api.call("GET", "/version", undefined, { token: null })).code).toBe(200);
  expect((await api.call("GET", "/api", undefined, { token: null })).body.message).toBe(
    'forbidden: User "system:anonymous" cannot get path "/api"',
  );
});

test("everyone signed in may discover and ask about themselves, nothing else", async () => {
  expect((await whoAmI("ada")).body.status.userInfo).toEqual({
    username: "ada",
    groups: ["devs", "system:authenticated"],
  });
  expect((await api.call("GET", "/apis", undefined, { token: "ada" })).code).toBe(200);
  expect((await api.call("GET", "/openapi/v3", undefined, { token: "ada" })).code).toBe(200);
  const refused = await api.call("DELETE", `${MAPS}/m`, undefined, { token: "ada" });
  expect(refused.body.message).toBe(
    'configmaps "m" is forbidden: User "ada" cannot delete resource "configmaps" in API group "" in the namespace "team"',
  );
  expect(refused.body.details).toEqual({ name: "m", kind: "configmaps" });
});

test("a role binding grants in its namespace, to users, groups and service accounts", async () => {
  await api.call(
    "POST",
    `${RBAC}/namespaces/team/roles`,
    role("reader", [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list"] }]),
  );
  const subjects = [
    { kind: "Group", name: "devs" },
    { kind: "ServiceAccount", name: "robot", namespace: "team" },
  ];
  expect(await canI("ada", { verb: "list", resource: "configmaps", namespace: "team" })).toBe(false);
  await api.call(
    "POST",
    `${RBAC}/namespaces/team/rolebindings`,
    binding("readers", { kind: "Role", name: "reader" }, subjects),
  );
  for (const token of ["ada", "robot"]) expect((await api.call("GET", MAPS, undefined, { token })).code).toBe(200);
  expect((await api.call("GET", MAPS, undefined, { token: "omar" })).code).toBe(403);
  expect((await api.call("GET", "/api/v1/configmaps", undefined, { token: "ada" })).body.message).toMatch(
    /at the cluster scope$/,
  );
  expect(await canI("ada", { verb: "list", resource: "configmaps", namespace: "team" })).toBe(true);
  expect(await canI("ada", { verb: "watch", resource: "configmaps", namespace: "team" })).toBe(false);
});

test("names and subresources are matched as Kubernetes does", async () => {
  const rules = [
    { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"], resourceNames: ["mine"] },
    { apiGroups: ["subresources.kubevirt.io"], resources: ["virtualmachines/start"], verbs: ["update"] },
    { apiGroups: ["subresources.kubevirt.io"], resources: ["virtualmachineinstances/*"], verbs: ["get"] },
    { apiGroups: ["kubevirt.io"], resources: ["*/status"], verbs: ["get"] },
  ];
  await api.call("POST", `${RBAC}/namespaces/team/roles`, role("narrow", rules));
  await api.call(
    "POST",
    `${RBAC}/namespaces/team/rolebindings`,
    binding("narrow", { kind: "Role", name: "narrow" }, [{ kind: "User", name: "omar" }]),
  );
  const ask = (verb: string, group: string, resource: string, more: object = {}) =>
    canI("omar", { verb, group, resource, namespace: "team", ...more });
  expect(await ask("get", "", "secrets", { name: "mine" })).toBe(true);
  expect(await ask("get", "", "secrets", { name: "other" })).toBe(false);
  expect(
    (
      await api.call("GET", "/api/v1/namespaces/team/secrets?fieldSelector=metadata.name=mine", undefined, {
        token: "omar",
      })
    ).code,
  ).toBe(200);
  expect(await ask("update", "subresources.kubevirt.io", "virtualmachines", { subresource: "start" })).toBe(true);
  expect(await ask("update", "subresources.kubevirt.io", "virtualmachines")).toBe(false);
  expect(await ask("get", "subresources.kubevirt.io", "virtualmachineinstances", { subresource: "vnc" })).toBe(false);
  expect(await ask("get", "kubevirt.io", "virtualmachines", { subresource: "status" })).toBe(true);
});

test("an aggregating ClusterRole follows its parts as they come", async () => {
  const labels = { "demo.test/to": "all" };
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: labels }] };
  await api.call("POST", `${RBAC}/clusterroles`, role("all", [], { aggregationRule }));
  await api.call(
    "POST",
    `${RBAC}/namespaces/team/rolebindings`,
    binding("all", { kind: "ClusterRole", name: "all" }, [{ kind: "User", name: "omar" }]),
  );
  const attributes = { verb: "get", resource: "pods", namespace: "team" };
  expect(await canI("omar", attributes)).toBe(false);
  const part = {
    ...role("part", [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }]),
    kind: "ClusterRole",
    metadata: { name: "part", labels },
  };
  await api.call("POST", `${RBAC}/clusterroles`, part);
  expect(await canI("omar", attributes)).toBe(true);
  await api.call("DELETE", `${RBAC}/clusterroles/part`);
  expect(await canI("omar", attributes)).toBe(false);
});

test("rules and subject reviews answer; a review of nothing is 422", async () => {
  const rules = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace: "team" } };
  const own = await api.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", rules, { token: "ada" });
  expect(own.body.status.resourceRules).toContainEqual({
    verbs: ["get", "list"],
    apiGroups: [""],
    resources: ["configmaps"],
  });
  const about = {
    user: "ada",
    groups: ["devs"],
    resourceAttributes: { verb: "get", resource: "configmaps", namespace: "team" },
  };
  const subject = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec: about };
  expect(
    (await api.call("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", subject)).body.status.allowed,
  ).toBe(true);
  expect(
    (await api.call("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", subject, { token: "ada" })).code,
  ).toBe(403);
  const empty = { ...rules, kind: "SelfSubjectAccessReview", spec: {} };
  expect((await api.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", empty)).code).toBe(422);
});

test("an ID token of the issuer signs in by preferred_username and groups", async () => {
  const token = await issuer.token({ sub: "1", preferred_username: "vera", groups: ["devs"] });
  const answer = await whoAmI(token);
  expect(answer.body.status.userInfo).toEqual({ username: "vera", groups: ["devs", "system:authenticated"] });
  expect((await api.call("GET", MAPS, undefined, { token })).code).toBe(200);
});

test("ID tokens of others, for others, expired, forged or nameless are 401", async () => {
  const claims = { preferred_username: "vera" };
  const forger = await generateKeyPair("RS256");
  const tokens = await Promise.all([
    issuer.token({ ...claims, iss: "https://elsewhere.example" }),
    issuer.token({ ...claims, aud: "dashboard" }),
    issuer.token(claims, "-1m"),
    issuer.token(claims, "5m", forger.privateKey),
    issuer.token({}),
  ]);
  for (const token of tokens) expect((await whoAmI(token)).code).toBe(401);
});

test("a ServiceAccount gets tokens that die with it", async () => {
  const accounts = "/api/v1/namespaces/team/serviceaccounts";
  await api.call("POST", accounts, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "robot" } });
  const made = await api.call("POST", `${accounts}/robot/token`, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { expirationSeconds: 600 },
  });
  const { token } = made.body.status;
  expect((await whoAmI(token)).body.status.userInfo).toMatchObject({ username: "system:serviceaccount:team:robot" });
  const review = { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec: { token } };
  expect(
    (await api.call("POST", "/apis/authentication.k8s.io/v1/tokenreviews", review)).body.status.authenticated,
  ).toBe(true);
  expect((await api.call("GET", MAPS, undefined, { token })).code).toBe(200);
  await api.call("DELETE", `${accounts}/robot`);
  expect((await whoAmI(token)).code).toBe(401);
});

test("every request is in the audit log, which only the administrator reads", async () => {
  const since = new Date().toISOString();
  await api.call("GET", `${MAPS}/none`, undefined, { token: "ada" });
  expect((await api.call("GET", "/demo/audit", undefined, { token: "ada" })).code).toBe(403);
  const log = await api.call("GET", `/demo/audit?since=${since}`);
  expect(log.body.items[0]).toMatchObject({
    verb: "get",
    user: { username: "ada" },
    objectRef: { resource: "configmaps", namespace: "team", name: "none", apiVersion: "v1" },
    responseStatus: { code: 404 },
  });
});

test("what is no bearer token is anonymous; a WebSocket's subprotocol may carry one", async () => {
  const basic = await api.call("GET", "/version", undefined, { token: null, headers: { Authorization: "Basic YTpi" } });
  expect(basic.code).toBe(200);
  const protocol = `base64url.bearer.authorization.k8s.io.${Buffer.from("nobody").toString("base64url")}`;
  const unknown = await api.call("GET", MAPS, undefined, {
    token: null,
    headers: { "Sec-WebSocket-Protocol": protocol },
  });
  expect(unknown.code).toBe(401);
});
