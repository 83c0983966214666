import { describe, expect, it } from "vitest";
import { type Attributes, type ResourceRule, ruleAllows } from "./rules.ts";

const rule = (change: Partial<ResourceRule> = {}): ResourceRule => ({
  verbs: ["get"],
  apiGroups: ["subresources.kubevirt.io"],
  resources: ["virtualmachineinstances/vnc"],
  resourceNames: [],
  ...change,
});
const vnc: Attributes = {
  verb: "get",
  group: "subresources.kubevirt.io",
  resource: "virtualmachineinstances",
  subresource: "vnc",
};

describe("a rule", () => {
  it.each([
    ["what it names", {}],
    ["every verb", { verbs: ["*"] }],
    ["every group", { apiGroups: ["*"] }],
    ["every resource, with every subresource", { resources: ["*"] }],
    ["the subresource of every resource", { resources: ["*/vnc"] }],
    ["one of several", { resources: ["pods", "virtualmachineinstances/vnc"], verbs: ["list", "get"] }],
  ] as const)("allows %s", (_, change) => {
    expect(ruleAllows(rule(change), vnc)).toBe(true);
  });

  it.each([
    ["another verb", { verbs: ["list"] }],
    ["another group", { apiGroups: [""] }],
    ["the resource without its subresource", { resources: ["virtualmachineinstances"] }],
    ["every subresource of the resource, which is no pattern", { resources: ["virtualmachineinstances/*"] }],
    ["every subresource of every resource, which is none either", { resources: ["*/*"] }],
    ["a longer subresource", { resources: ["virtualmachineinstances/vnc/screenshot"] }],
    ["nothing", { resources: [] }],
    ["the name of another object", { resourceNames: ["vm-instance-web"] }],
  ] as const)("does not allow for naming %s", (_, change) => {
    expect(ruleAllows(rule(change), vnc)).toBe(false);
  });

  it("for single names allows those, and nothing that has no name", () => {
    const named = rule({ resourceNames: ["vm-instance-web", ""] });
    expect(ruleAllows(named, { ...vnc, name: "vm-instance-web" })).toBe(true);
    expect(ruleAllows(named, { ...vnc, name: "vm-instance-db" })).toBe(false);
    expect(ruleAllows(rule({ resourceNames: ["vm-instance-web"] }), vnc)).toBe(false);
  });

  it("for a whole subresource in two parts allows neither part alone", () => {
    const screenshot = rule({ resources: ["virtualmachineinstances/vnc/screenshot"] });
    expect(ruleAllows(screenshot, { ...vnc, subresource: "vnc/screenshot" })).toBe(true);
    expect(ruleAllows(screenshot, { ...vnc, subresource: "screenshot" })).toBe(false);
    expect(ruleAllows(rule({ resources: ["*/screenshot"] }), { ...vnc, subresource: "vnc/screenshot" })).toBe(false);
  });
});
