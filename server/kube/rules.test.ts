import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Attributes, type ResourceRule, rulesAllow } from "#lib/access/rules.ts";
import { onEachServer } from "#server/demo/contract/on-each-server.ts";
import { createWidgets, type Widgets } from "#server/demo/contract/widgets.ts";

const rbac = "/apis/rbac.authorization.k8s.io/v1";
const reviews = "/apis/authorization.k8s.io/v1";

const groups = ["", "apps.cozystack.io", "subresources.kubevirt.io"];
const resources = ["pods", "vminstances", "virtualmachines", "virtualmachineinstances"];
const subresources = ["", "vnc", "vnc/screenshot", "start", "status"];
const verbs = ["get", "list", "update", "delete"];
const names = ["", "vm-instance-web", "web"];

const some = <T>(values: readonly T[], least = 1) => fc.uniqueArray(fc.constantFrom(...values), { minLength: least });
const patterns = [
  "*",
  ...resources,
  ...resources.flatMap((resource) => ["vnc", "vnc/screenshot", "start", "*"].map((sub) => `${resource}/${sub}`)),
  ...["*/vnc", "*/screenshot", "*/vnc/screenshot", "*/*"],
];
const aRule: fc.Arbitrary<ResourceRule> = fc.record({
  verbs: some([...verbs, "*"]),
  apiGroups: some([...groups, "*"]),
  resources: some(patterns),
  resourceNames: fc.oneof(fc.constant([]), some(names.slice(1))),
});
const anAsk: fc.Arbitrary<Attributes> = fc.record({
  verb: fc.constantFrom(...verbs),
  group: fc.constantFrom(...groups),
  resource: fc.constantFrom(...resources),
  subresource: fc.constantFrom(...subresources),
  name: fc.constantFrom(...names),
});

onEachServer("rules", ({ api }) => {
  let widgets: Widgets;
  beforeAll(async () => {
    widgets = await createWidgets(api());
  });
  afterAll(() => widgets.dispose());

  const ask = async (token: string, kind: string, spec: object) => {
    const body = { apiVersion: "authorization.k8s.io/v1", kind, spec };
    return (await api().ok("POST", `${reviews}/${kind.toLowerCase()}s`, body, { token })).body.status;
  };

  test("what is read from a rules review is what access reviews answer", async () => {
    const { namespace } = widgets;
    // Each person a role of random rules; every question is put to all of them.
    const asks = fc.sample(anAsk, { numRuns: 60, seed: 7 });
    for (const [index, rules] of fc
      .sample(fc.array(aRule, { minLength: 1, maxLength: 3 }), { numRuns: 6, seed: 7 })
      .entries()) {
      const name = `rules-${randomBytes(4).toString("hex")}`;
      const token = await api().person(namespace, `someone-${index}`);
      const roles = `${rbac}/namespaces/${namespace}`;
      const about = { apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name } };
      await api().ok("POST", `${roles}/roles`, { ...about, kind: "Role", rules });
      await api().ok("POST", `${roles}/rolebindings`, {
        ...about,
        kind: "RoleBinding",
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
        subjects: [{ kind: "ServiceAccount", name: `someone-${index}`, namespace }],
      });
      const read = async (): Promise<ResourceRule[]> => {
        const { resourceRules } = await ask(token, "SelfSubjectRulesReview", { namespace });
        return resourceRules.map((rule: Partial<ResourceRule>) => ({
          ...{ verbs: [], apiGroups: [], resources: [], resourceNames: [] },
          ...rule,
        }));
      };
      // A real server hears of the binding by its own watch.
      const known = (list: ResourceRule[]) => rules.every((rule) => list.some((it) => covers(it, rule)));
      await expect.poll(async () => known(await read())).toBe(true);
      const resourceRules = await read();
      for (const attributes of asks) {
        const resourceAttributes = { namespace, ...attributes };
        const { allowed } = await ask(token, "SelfSubjectAccessReview", { resourceAttributes });
        expect(rulesAllow(resourceRules, attributes), JSON.stringify({ attributes, rules })).toBe(allowed);
      }
    }
  }, 60_000);
});

/** Servers may put what one rule says into several. */
const covers = (said: ResourceRule, meant: ResourceRule): boolean =>
  said.resources.some((resource) => meant.resources.includes(resource)) &&
  said.verbs.some((verb) => meant.verbs.includes(verb));
