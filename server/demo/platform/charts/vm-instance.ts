import { vmInstance } from "../apps/definitions.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { type DataVolume, dataVolumes } from "../kinds/cdi.ts";
import { type Secret, secrets, services } from "../kinds/core.ts";
import { labels as platformLabels, workloadMonitors } from "../kinds/cozystack.ts";
import { instanceTypes, preferences, virtualMachines } from "../kinds/kubevirt.ts";
import { roleBindings, roles } from "../kinds/rbac.ts";
import { quantity } from "../quantity.ts";
import { sentinelOf } from "../sentinels.ts";
import { applicationLabels, type Chart, ChartFailure, owned, type Rendered, rendered } from "./chart.ts";
import { dashboardResources } from "./dashboard-role.ts";
import { vmService } from "./vm-service.ts";
import { vmTemplate } from "./vm-template.ts";
import { type VmValues, vmValuesOf } from "./vm-values.ts";

const version = "0.15.0";

export const vmInstanceChart = (era: Era): Chart => ({
  name: "vm-instance",
  version,
  schema: era.schemas.VMInstance,
  owns: ({ metadata: { namespace, name } }) => [
    owned(virtualMachines, namespace, name),
    owned(services, namespace, name),
    owned(secrets, namespace, `${name}-ssh-keys`),
    owned(secrets, namespace, `${name}-cloud-init`),
    owned(workloadMonitors, namespace, name),
    owned(roles, namespace, `${name}-dashboard-resources`),
    owned(roleBindings, namespace, `${name}-dashboard-resources`),
  ],

  render: async (client, release): Promise<Rendered[]> => {
    const { namespace = "", name } = release.metadata;
    const values = vmValuesOf(release, era);
    await assertSize(client, values);
    const disks = await findDisks(client, namespace, values);
    const labels = applicationLabels(era, vmInstance, release);
    const service = vmService(era, namespace, name, labels, values);
    const { role, binding } = dashboardResources(namespace, name, [
      { apiGroups: [""], resources: ["services"], resourceNames: [name] },
      { apiGroups: ["cozystack.io"], resources: ["workloadmonitors"], resourceNames: [name] },
    ]);
    return [
      rendered(virtualMachines, {
        metadata: { namespace, name, labels, annotations: sentinelOf(release) },
        spec: {
          ...values.power,
          ...(values.instanceType && {
            instancetype: { kind: instanceTypes.kind, name: values.instanceType },
          }),
          ...(values.instanceProfile && { preference: { kind: preferences.kind, name: values.instanceProfile } }),
          template: vmTemplate(namespace, name, labels, values, disks),
        },
      }),
      ...(service ? [rendered(services, service, true)] : []),
      ...seedSecrets(namespace, name, labels, values).map((secret) => rendered(secrets, secret)),
      rendered(workloadMonitors, {
        metadata: { namespace, name, labels },
        spec: {
          kind: "virtual-machine",
          type: "virtual-machine",
          version,
          replicas: 1,
          minReplicas: 1,
          selector: { "app.kubernetes.io/instance": name },
        },
      }),
      rendered(roles, role),
      rendered(roleBindings, binding),
    ];
  },

  // A Service of another type is not changed but made anew, so its address may change.
  hook: async (client, release) => {
    const { namespace, name } = release.metadata;
    const live = await client.get(services, { namespace, name });
    const wanted = vmValuesOf(release, era).external ? "LoadBalancer" : "ClusterIP";
    if (live && live.spec.type !== wanted) await client.delete(services, { namespace, name });
  },
});

/** The chart's own checks of type and profile, and what KubeVirt's admission says about the pair. */
const assertSize = async (client: KubeClient, values: VmValues): Promise<void> => {
  const { instanceType, instanceProfile, resources } = values;
  const type = instanceType ? await client.get(instanceTypes, { name: instanceType }) : undefined;
  const profile = instanceProfile ? await client.get(preferences, { name: instanceProfile }) : undefined;
  const fail = (line: string, text: string) => {
    throw new ChartFailure(`execution error at (vm-instance/templates/vm.yaml:${line}): ${text}`);
  };
  if (instanceType && !type) fail("2:5", `Specified instanceType not exists in cluster: ${instanceType}`);
  if (instanceProfile && !profile) fail("5:5", `Specified profile not exists in cluster: ${instanceProfile}`);
  if (!type && !(resources.cpu && resources.memory && resources.sockets)) {
    fail("9:5", "Either instanceType or resources.cpu, resources.sockets and resources.memory must be specified");
  }
  const needs = profile?.spec.requirements;
  const memory = type?.spec.memory.guest ?? `${resources.memory}`;
  const cpu = type?.spec.cpu.guest ?? Number(resources.cpu) * Number(resources.sockets);
  const refuse = (text: string) => {
    throw new ChartFailure(
      `admission webhook "virtualmachine-validator.kubevirt.io" denied the request: failure checking preference requirements: ${text}`,
    );
  };
  if (needs?.cpu && cpu < needs.cpu.guest) {
    refuse(
      `insufficient CPU resources of ${cpu} vCPU provided by instance type, preference requires ${needs.cpu.guest} vCPU`,
    );
  }
  if (needs?.memory && quantity(memory) < quantity(needs.memory.guest)) {
    refuse(
      `insufficient Memory resources of ${memory} provided by instance type, preference requires ${needs.memory.guest}`,
    );
  }
};

const findDisks = (client: KubeClient, namespace: string, { disks }: VmValues): Promise<DataVolume[]> =>
  Promise.all(
    disks.map(async ({ name }) => {
      const volume = await client.get(dataVolumes, { namespace, name: `vm-disk-${name}` });
      if (volume) return volume;
      throw new ChartFailure(
        `execution error at (vm-instance/templates/vm.yaml:92:11): Specified disk not exists in cluster: ${name}`,
      );
    }),
  );

const seedSecrets = (
  namespace: string,
  name: string,
  labels: Record<string, string>,
  { sshKeys, cloudInit }: VmValues,
): Secret[] => {
  const secret = (suffix: string, stringData: Record<string, string>): Secret => ({
    // The definition includes none of them in what a tenant may see.
    metadata: { namespace, name: `${name}-${suffix}`, labels: { ...labels, [platformLabels.tenantResource]: "false" } },
    data: Object.fromEntries(
      Object.entries(stringData).map(([key, value]) => [key, Buffer.from(value).toString("base64")]),
    ),
  });
  const minimal = `#cloud-config\nssh_authorized_keys:\n${sshKeys.map((key) => `  - ${JSON.stringify(key)}\n`).join("")}`;
  return [
    ...(sshKeys.length > 0
      ? [secret("ssh-keys", Object.fromEntries(sshKeys.map((key, index) => [`key${index}`, key])))]
      : []),
    ...(sshKeys.length > 0 || cloudInit ? [secret("cloud-init", { userdata: cloudInit || minimal })] : []),
  ];
};
