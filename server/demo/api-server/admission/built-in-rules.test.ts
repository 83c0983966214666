import { expect, test } from "vitest";
import type { KubeObject } from "../objects/kube-object.ts";
import { StatusError } from "../objects/status-error.ts";
import { BUILT_IN_RESOURCES } from "../resources/built-in.ts";
import { builtInRules } from "./built-in-rules.ts";

function object(kind: string, content: object): KubeObject {
  const metadata = {
    name: "x",
    namespace: "team",
    uid: "u",
    resourceVersion: "1",
    creationTimestamp: "2026-01-01T00:00:00Z",
  };
  return { apiVersion: "v1", kind, metadata, ...content };
}

function fields(after: KubeObject, before?: KubeObject): string[] {
  const definition = BUILT_IN_RESOURCES.find(({ kind }) => kind === after.kind);
  if (definition === undefined) throw new Error(`${after.kind} is not built in`);
  try {
    if (before === undefined) builtInRules.beforeCreate(definition, after);
    else builtInRules.beforeUpdate(definition, before, after);
  } catch (cause) {
    if (cause instanceof StatusError) return cause.details?.causes?.map(({ field = "" }) => field) ?? [];
    throw cause;
  }
  return [];
}

const service = (spec: object) => object("Service", { spec });
const claim = (storage: unknown, storageClassName = "a") =>
  object("PersistentVolumeClaim", { spec: { storageClassName, resources: { requests: { storage } } } });
const binding = (name: string) => object("RoleBinding", { roleRef: { kind: "Role", name } });

test("a Service has ports that are named, distinct and in range, unless it is headless", () => {
  expect(fields(service({ type: "ClusterIP", ports: [{ port: 22 }] }))).toEqual([]);
  expect(fields(service({ type: "ClusterIP", clusterIP: "None" }))).toEqual([]);
  expect(fields(service({ type: "LoadBalancer", ports: [] }))).toEqual(["spec.ports"]);
  expect(fields(service({ ports: [{ port: 0 }] }))).toEqual(["spec.ports[0].port"]);
  const twice = { port: 22, name: "ssh", protocol: "TCP" };
  expect(fields(service({ ports: [twice, { ...twice, name: "again" }, { port: 23 }] }))).toEqual([
    "spec.ports[1]",
    "spec.ports[2].name",
  ]);
});

test("a claim asks for storage, may grow, and neither shrinks nor changes its class", () => {
  expect(fields(claim("1Gi"))).toEqual([]);
  expect(fields(claim(undefined))).toEqual(["spec.resources[storage]"]);
  expect(fields(claim("0"))).toEqual(["spec.resources[storage]"]);
  expect(fields(claim("2Gi"), claim("1Gi"))).toEqual([]);
  expect(fields(claim("1Gi"), claim("2Gi"))).toEqual(["spec.resources.requests.storage"]);
  expect(fields(claim("1Gi", "b"), claim("1Gi", "a"))).toEqual(["spec"]);
});

test("a binding keeps its role", () => {
  expect(fields(binding("a"), binding("a"))).toEqual([]);
  expect(fields(binding("b"), binding("a"))).toEqual(["roleRef"]);
  expect(fields(binding(""))).toEqual(["roleRef.name"]);
});
