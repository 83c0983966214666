import { applicationDefinitionObjects } from "./bootstrap/application-definitions.ts";
import { crdsOf, customResourceDefinitions } from "./bootstrap/crds.ts";
import { imageClaims } from "./bootstrap/images.ts";
import * as infrastructure from "./bootstrap/infrastructure.ts";
import { instanceTypeObjects } from "./bootstrap/instance-types.ts";
import { preferenceObjects } from "./bootstrap/preferences.ts";
import { dashboardBinding, dashboardRole, signedInBinding, signedInRole } from "./bootstrap/signed-in.ts";
import { tenantRoles } from "./bootstrap/tenant-roles.ts";
import { namespaceLabels, tenantBindings } from "./charts/tenant.ts";
import { isStatus } from "./client/status-error.ts";
import type { KubeClient } from "./client.ts";
import { isTrue } from "./conditions.ts";
import type { Era } from "./eras/era.ts";
import { cdiConfigs, storageProfiles } from "./kinds/cdi.ts";
import * as core from "./kinds/core.ts";
import { definitionsOf } from "./kinds/cozystack.ts";
import { instanceTypes, kubevirts, preferences } from "./kinds/kubevirt.ts";
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from "./kinds/rbac.ts";
import type { Condition, Kind, KubeObject } from "./object.ts";

export type BootstrapOptions = {
  era: Era;
  /** What the aggregated servers serve, and where they listen on this machine. */
  groups: infrastructure.ServedGroup[];
  /** PEM of the CA that signed their certificate. */
  caPem: string;
  now: () => string;
};

const rootTenant = "tenant-root";

/** Creates or corrects what the platform installs cluster-wide; may be repeated. */
export const bootstrap = async (client: KubeClient, options: BootstrapOptions): Promise<void> => {
  const { era, groups, caPem, now } = options;
  const crds = crdsOf(era);
  const images = imageClaims(era);
  const ensure = async <T extends KubeObject>(kind: Kind<T>, objects: T[]): Promise<void> => {
    await Promise.all(objects.map((object) => ensureOne(client, kind, object)));
  };

  await Promise.all([
    ensure(core.namespaces, [
      ...infrastructure.platformNamespaces,
      { metadata: { name: rootTenant, labels: namespaceLabels(rootTenant) } },
    ]),
    ensure(customResourceDefinitions, crds),
    ensure(clusterRoles, [...tenantRoles(era.grants), signedInRole(era)]),
    ensure(clusterRoleBindings, [signedInBinding]),
    ensure(core.storageClasses, infrastructure.storageClassObjects),
    ensure(core.nodes, infrastructure.nodeObjects),
  ]);
  await ready(client, customResourceDefinitions, crds, "Established");
  await Promise.all([
    ensure(roles, [dashboardRole(era)]),
    ensure(roleBindings, [dashboardBinding, ...tenantBindings(rootTenant)]),
    ensure(instanceTypes, instanceTypeObjects),
    ensure(preferences, preferenceObjects),
    ensure(core.claims, images),
    ensure(kubevirts, [infrastructure.kubeVirt]),
    ensure(cdiConfigs, [infrastructure.cdiConfig]),
    ensure(storageProfiles, infrastructure.storageProfileObjects),
    ...(era.definitionKind ? [ensure(definitionsOf(era.definitionKind), applicationDefinitionObjects(era))] : []),
    ensure(core.services, [
      {
        metadata: { name: "platform", namespace: "cozy-system" },
        spec: { type: "ExternalName", externalName: "localhost" },
      },
    ]),
  ]);
  await Promise.all([
    client.patchStatus(kubevirts, infrastructure.kubeVirt.metadata, infrastructure.kubeVirtStatus(era)),
    ...infrastructure.nodeObjects.map(({ metadata }) =>
      client.patchStatus(core.nodes, metadata, infrastructure.nodeStatus(metadata.name, now())),
    ),
    ...images.map(({ metadata, spec }) =>
      client.patchStatus(core.claims, metadata, {
        phase: "Bound",
        accessModes: spec.accessModes,
        capacity: spec.resources.requests,
      }),
    ),
  ]);
  const services = infrastructure.apiServiceObjects(groups, caPem);
  await ensure(infrastructure.apiServices, services);
  await ready(client, infrastructure.apiServices, services, "Available");
};

const ensureOne = async <T extends KubeObject>(client: KubeClient, kind: Kind<T>, object: T): Promise<void> => {
  try {
    await client.create(kind, object);
  } catch (error) {
    if (!isStatus(error, 409)) throw error;
    await client.mergePatch(kind, object.metadata, structuredClone(object));
  }
};

type WithConditions = KubeObject & { status?: { conditions?: Condition[] } };

/** Resolves when all of them carry the condition by which the API server says that it serves what they define. */
const ready = async <T extends WithConditions>(
  client: KubeClient,
  kind: Kind<T>,
  objects: KubeObject[],
  type: string,
): Promise<void> => {
  const names = new Set(objects.map(({ metadata }) => metadata.name));
  await client
    .informer(kind)
    .until(
      (list) =>
        list.filter(({ metadata, status }) => names.has(metadata.name) && isTrue(status?.conditions, type)).length ===
          names.size || undefined,
    );
};
