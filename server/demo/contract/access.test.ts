import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

const rbac = "rbac.authorization.k8s.io";
const rbacApi = `/apis/${rbac}/v1`;
const reviews = "/apis/authorization.k8s.io/v1";

onEachServer("access", ({ api }) => {
  const suffix = randomBytes(4).toString("hex");
  let widgets: Widgets;
  let token: string;
  let user: string;
  const made: string[] = [];

  beforeAll(async () => {
    widgets = await createWidgets(api());
    token = await api().person(widgets.namespace, "ada");
    user = `system:serviceaccount:${widgets.namespace}:ada`;
  });
  afterAll(async () => {
    for (const path of made) await api().call("DELETE", path);
    await widgets.dispose();
  });

  const clusterRole = async (name: string, more: object, labels = {}) => {
    const metadata = { name: `${name}-${suffix}`, labels };
    const path = `${rbacApi}/clusterroles`;
    await api().ok("POST", path, { apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata, ...more });
    made.push(`${path}/${metadata.name}`);
    return metadata.name;
  };
  const bind = (role: string, subject: object) =>
    api().ok("POST", `${rbacApi}/namespaces/${widgets.namespace}/rolebindings`, {
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata: { name: role },
      roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
      subjects: [subject],
    });
  const account = () => ({ kind: "ServiceAccount", name: "ada", namespace: widgets.namespace });
  const rule = (verbs: string[], resources = ["widgets"]) => ({ apiGroups: [widgets.group], resources, verbs });
  const allowed = async (attributes: object) => {
    const spec = { resourceAttributes: { namespace: widgets.namespace, group: widgets.group, ...attributes } };
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec };
    return (await api().ok("POST", `${reviews}/selfsubjectaccessreviews`, body, { token })).body.status.allowed;
  };

  test("an unknown token is 401 Unauthorized, nobody's request is anonymous", async () => {
    expect((await api().call("GET", widgets.path, undefined, { token: "no-such-token" })).body).toEqual({
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message: "Unauthorized",
      reason: "Unauthorized",
      code: 401,
    });
    const anonymous = await api().call("GET", widgets.path, undefined, { token: null });
    expect(anonymous.body).toMatchObject({ code: 403, reason: "Forbidden" });
    expect(anonymous.body.message).toContain('User "system:anonymous" cannot list resource "widgets"');
    expect((await api().call("GET", "/version", undefined, { token: null })).code).toBe(200);
  });

  test("what no role grants is 403 in these words", async () => {
    const { body } = await api().call("GET", widgets.path, undefined, { token });
    expect(body).toMatchObject({ code: 403, reason: "Forbidden", details: { group: widgets.group, kind: "widgets" } });
    expect(body.message).toBe(
      `widgets.${widgets.group} is forbidden: User "${user}" cannot list resource "widgets" in API group "${widgets.group}" in the namespace "${widgets.namespace}"`,
    );
    const one = await api().call("PUT", `${widgets.path}/one/status`, {}, { token });
    expect(one.body.message).toContain('cannot update resource "widgets/status"');
  });

  test("who am I: name and groups", async () => {
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const answer = await api().ok("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", body, { token });
    expect(answer.body.status.userInfo).toMatchObject({
      username: user,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${widgets.namespace}`, "system:authenticated"],
    });
  });

  test("a binding grants what its role says, and reviews agree", async () => {
    expect(await allowed({ verb: "list", resource: "widgets" })).toBe(false);
    await bind(await clusterRole("reader", { rules: [rule(["get", "list"])] }), account());
    await api().until(widgets.path, ({ code }) => code === 200, { token });
    expect(await allowed({ verb: "list", resource: "widgets" })).toBe(true);
    expect(await allowed({ verb: "watch", resource: "widgets" })).toBe(false);
    expect(await allowed({ verb: "list", resource: "widgets", namespace: "default" })).toBe(false);
    const spec = { namespace: widgets.namespace };
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec };
    const rules = (await api().ok("POST", `${reviews}/selfsubjectrulesreviews`, body, { token })).body.status;
    expect(rules.incomplete).toBe(false);
    expect(rules.resourceRules).toContainEqual(rule(["get", "list"]));
  });

  test("a grant to one name, to a subresource and to every resource of a group", async () => {
    await bind(
      await clusterRole("finer", {
        rules: [
          { ...rule(["delete"]), resourceNames: ["mine"] },
          rule(["update"], ["widgets/status"]),
          rule(["watch"], ["*"]),
        ],
      }),
      { kind: "Group", apiGroup: rbac, name: `system:serviceaccounts:${widgets.namespace}` },
    );
    const path = `${widgets.path}/mine`;
    await api().until(path, ({ code }) => code === 404, { token });
    await api().ok("POST", widgets.path, widgets.widget("mine"));
    await api().ok("POST", widgets.path, widgets.widget("theirs"));
    expect((await api().call("DELETE", `${widgets.path}/theirs`, undefined, { token })).code).toBe(403);
    expect((await api().call("DELETE", path, undefined, { token })).code).toBe(200);
    expect(await allowed({ verb: "update", resource: "widgets", subresource: "status" })).toBe(true);
    expect(await allowed({ verb: "update", resource: "widgets" })).toBe(false);
    expect(await allowed({ verb: "watch", resource: "anything" })).toBe(true);
  });

  test("a role gathers the rules of the roles its selectors find", async () => {
    const label = { [`contract.test/aggregate-${suffix}`]: "true" };
    const sum = await clusterRole("sum", { aggregationRule: { clusterRoleSelectors: [{ matchLabels: label }] } });
    await bind(sum, account());
    await clusterRole("part", { rules: [rule(["create"])] }, label);
    while (!(await allowed({ verb: "create", resource: "widgets" })));
    expect((await api().call("POST", widgets.path, widgets.widget("by-ada"), { token })).code).toBe(201);
  });
});
