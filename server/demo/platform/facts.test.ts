import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import type { Schema } from "./apps/schema.ts";
import { crds } from "./bootstrap/crds.ts";
import { instanceTypeObjects } from "./bootstrap/instance-types.ts";
import { preferenceObjects } from "./bootstrap/preferences.ts";
import { tenantRoles } from "./bootstrap/tenant-roles.ts";
import { eras } from "./eras/eras.ts";
import type { ClusterRole, Rule } from "./kinds/rbac.ts";
import type { KubeObject } from "./object.ts";

/** The folder of upstream's own files; nothing of them is copied. */
// biome-ignore lint/style/noProcessEnv: which data a test run is given is no configuration of the product.
const { PORTHOLE_UPSTREAM: folder } = process.env;
const reason = folder ? "" : " (skipped: PORTHOLE_UPSTREAM names no folder of them)";
const read = (path: string): string => readFileSync(`${folder}/${path}`, "utf8");

const documents = <T extends KubeObject>(path: string): T[] =>
  // Each file holds the kinds that its name says.
  parseAllDocuments(read(path)).flatMap((it) => (it.toJS() === null ? [] : [it.toJS() as T]));

describe.skipIf(!folder)(`compared with upstream${reason}`, () => {
  const permissions = (rules: Rule[]): Set<string> =>
    new Set(
      rules.flatMap(({ apiGroups = [], resources = [], verbs }) =>
        apiGroups.flatMap((group) => resources.flatMap((it) => verbs.map((verb) => `${verb} ${group}/${it}`))),
      ),
    );

  const held = (roles: ClusterRole[], level: string): Set<string> =>
    permissions(
      roles
        .filter(({ metadata }) => metadata.labels?.[`rbac.cozystack.io/aggregate-to-tenant-${level}`] === "true")
        .flatMap((role) => [
          ...(role.rules ?? []),
          ...(role.aggregationRule?.clusterRoleSelectors ?? []).flatMap(({ matchLabels }) =>
            roles
              .filter((it) => Object.keys(matchLabels).every((key) => it.metadata.labels?.[key]))
              .flatMap((it) => it.rules ?? []),
          ),
        ]),
    );

  /** Application kinds that the demo does not serve. */
  const isServed = (permission: string): boolean =>
    !/ apps\.cozystack\.io\/(?!\*|vminstances|vmdisks|tenants|virtualprivateclouds)/.test(permission);

  test.each(["view", "use", "admin", "super-admin"])("level %s holds the same permissions", (level) => {
    const upstream = [
      "cozystack/rbac/tenant-clusterroles.yaml",
      "cozystack/rbac/schedulingclass-tenant-clusterroles.yaml",
      "cozystack/rbac/backups-tenant-clusterroles.yaml",
    ].flatMap((path) => documents<ClusterRole>(path));
    const expected = [...held(upstream, level)].filter(isServed).sort();
    expect(expected.length).toBeGreaterThan(0);
    expect([...held(tenantRoles(eras.current.grants), level)].sort()).toEqual(expected);
  });

  test.each(crds.map(({ metadata }) => metadata.name))("%s has upstream's names and columns", (name) => {
    const [plural = "", ...group] = name.split(".");
    const file = ["kubevirt", "cdi", "cozystack"]
      .map((it) => `${it}/crds/${group.join(".")}_${plural}.yaml`)
      .find((path) => existsSync(`${folder}/${path}`));
    // Flux, Multus and the kinds of older ages are not among the files.
    if (file === undefined)
      return expect(name).toMatch(/fluxcd|cncf|virtualmachinepreferences|cozystackresourcedefinitions/);
    const [upstream] = documents<KubeObject & { spec: Record<string, unknown> }>(file);
    const own = crds.find(({ metadata }) => metadata.name === name);
    expect(own?.spec.names).toEqual(upstream?.spec.names);
    expect(own?.spec.scope).toBe(upstream?.spec.scope);
    const columns = (spec: Record<string, unknown> | undefined) => {
      // CRDs hold versions in this shape.
      const [version] = (spec?.versions ?? []) as {
        name: string;
        additionalPrinterColumns?: Record<string, string>[];
      }[];
      return [
        version?.name,
        ...(version?.additionalPrinterColumns ?? []).map((it) => `${it.name} ${it.type} ${it.jsonPath}`),
      ];
    };
    expect(columns(own?.spec)).toEqual(columns(upstream?.spec));
  });

  const bare = (schema: Schema): Schema =>
    JSON.parse(JSON.stringify(schema, (key, value) => (key === "description" ? undefined : value)));

  const { current, "0.38": running, "0.34": untyped } = eras;

  test.each([
    ["vm-instance.values", current.schemas.VMInstance],
    ["vm-disk.values", current.schemas.VMDisk],
    ["tenant.values", current.schemas.Tenant],
    ["history/vm-instance.v0.38.0", running.schemas.VMInstance],
    ["history/vm-disk.v0.38.0", running.schemas.VMDisk],
    ["history/vm-instance.v0.34.5", untyped.schemas.VMInstance],
    ["history/vm-disk.v0.30.0", untyped.schemas.VMDisk],
  ])("the schema %s says the same but for its words", (name, schema) => {
    expect(bare(schema)).toEqual(bare(parse(read(`cozystack/schemas/${name}.schema.json`))));
  });

  test("u1 and m1 have upstream's sizes", () => {
    const upstream = new Map(
      documents<KubeObject & { spec: unknown }>("cozystack/instancetypes/instancetypes.yaml").map((it) => [
        it.metadata.name,
        it.spec,
      ]),
    );
    const shared = instanceTypeObjects.filter(({ metadata }) => upstream.has(metadata.name));
    expect(shared).toHaveLength(12);
    for (const { metadata, spec } of shared) expect(spec).toEqual(upstream.get(metadata.name));
  });

  test("preferences demand what upstream's do", () => {
    type Preference = KubeObject & { spec: { requirements?: { cpu?: unknown; memory?: unknown } } };
    const upstream = new Map(
      ["preferences", "extra-instancetypes"]
        .flatMap((file) => documents<Preference>(`cozystack/instancetypes/${file}.yaml`))
        .map((it) => [it.metadata.name, it.spec.requirements]),
    );
    const shared = preferenceObjects.filter(({ metadata }) => upstream.has(metadata.name));
    expect(shared.length).toBeGreaterThan(30);
    for (const { metadata, spec } of shared) {
      const expected = upstream.get(metadata.name);
      expect({ name: metadata.name, cpu: spec.requirements?.cpu, memory: spec.requirements?.memory }).toEqual({
        name: metadata.name,
        cpu: expected?.cpu,
        memory: expected?.memory,
      });
    }
  });
});
