import { expect, test } from "vitest";
import { parseExpression } from "./expression.ts";

const object = {
  metadata: { name: "web", labels: { team: "shop" } },
  spec: { cpuModel: "host", external: false, externalPorts: [22, 443], disks: [{ name: "root" }] },
};

test.each<[string, unknown]>([
  ["object.spec.cpuModel == 'host'", true],
  ['object.spec.cpuModel != "host"', false],
  ["!object.spec.external", true],
  ["has(object.spec.gpus)", false],
  ["!has(object.spec.gpus) || size(object.spec.gpus) == 0", true],
  ["has(object.metadata.labels.team) && object.metadata.labels['team'] in ['shop', 'web']", true],
  ["object.metadata.name.startsWith('w') && object.metadata.name.matches('^[a-z]+$')", true],
  ["object.spec.externalPorts.all(p, p >= 22 && p < 444)", true],
  ["object.spec.externalPorts.exists(p, p == 80)", false],
  ["object.spec.disks[0].name + '-disk'", "root-disk"],
  ["object.spec.externalPorts.size() > 1 ? 1 + 2 : -1", 3],
  ["(1 < 2) == true", true],
  ["object.spec.external == null", false],
])("%s is %s", (text, expected) => {
  expect(parseExpression(text)({ object })).toBe(expected);
});

test.each([
  ["object.spec.gpus == 1", "no such key: gpus"],
  ["object.spec.cpuModel < 1", "no such overload"],
  ["object.spec.cpuModel && true", "no such overload"],
])("%s cannot be answered", (text, message) => {
  expect(() => parseExpression(text)({ object })).toThrow(message);
});

test.each(["object.", "a ==", "(a", "a.dance(1)", "a # b", "a b"])("%s cannot be read", (text) => {
  expect(() => parseExpression(text)({ a: "" })).toThrow();
});
