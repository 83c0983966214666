import { defaulted } from "../apps/defaulting.ts";
import { vmDisk } from "../apps/definitions.ts";
import { imageNamespace } from "../bootstrap/images.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { type DataVolume, type DataVolumeSource, dataVolumes } from "../kinds/cdi.ts";
import { claims } from "../kinds/core.ts";
import { type HelmRelease, type Values, workloadMonitors } from "../kinds/cozystack.ts";
import { roleBindings, roles } from "../kinds/rbac.ts";
import { quantity } from "../quantity.ts";
import { sentinelOf } from "../sentinels.ts";
import { applicationLabels, type Chart, ChartFailure, owned, type Rendered, rendered } from "./chart.ts";
import { dashboardResources } from "./dashboard-role.ts";

type DiskSource = { name?: string; url?: string; headers?: Record<string, string>; checksum?: string };

type DiskValues = {
  source: Record<string, DiskSource | undefined>;
  optical: boolean;
  storage: string | number;
  storageClass: string;
};

const version = "0.4.0";

export const vmDiskChart = (era: Era): Chart => ({
  name: "vm-disk",
  version,
  schema: era.schemas.VMDisk,
  owns: ({ metadata: { namespace, name } }) => [
    owned(dataVolumes, namespace, name),
    owned(workloadMonitors, namespace, name),
    owned(roles, namespace, `${name}-dashboard-resources`),
    owned(roleBindings, namespace, `${name}-dashboard-resources`),
  ],

  render: async (client, release): Promise<Rendered[]> => {
    const { namespace = "", name } = release.metadata;
    const values = valuesOf(release, era);
    const labels = applicationLabels(era, vmDisk, release);
    const live = await client.get(dataVolumes, { namespace, name });
    const { role, binding } = dashboardResources(namespace, name, [
      { apiGroups: ["cdi.kubevirt.io"], resources: ["datavolumes"], resourceNames: [name] },
      { apiGroups: ["cozystack.io"], resources: ["workloadmonitors"], resourceNames: [name] },
    ]);
    return [
      rendered(dataVolumes, {
        metadata: {
          namespace,
          name,
          labels,
          annotations: {
            ...sentinelOf(release),
            "vm-disk.cozystack.io/optical": `${values.optical}`,
            ...(values.source.upload && { "cdi.kubevirt.io/storage.bind.immediate.requested": "" }),
          },
        },
        // Once it exists its spec is rendered from the live object: later changes have no effect and no error.
        spec: live?.spec ?? toSpec(values, namespace, era),
      }),
      rendered(workloadMonitors, {
        metadata: { namespace, name, labels },
        spec: {
          kind: "vm-disk",
          type: "vm-disk",
          version,
          replicas: 0,
          minReplicas: 0,
          selector: { "app.kubernetes.io/instance": name },
        },
      }),
      rendered(roles, role),
      rendered(roleBindings, binding),
    ];
  },

  hook: async (client, release) => {
    const { namespace = "", name } = release.metadata;
    await grow(client, { namespace, name }, `${valuesOf(release, era).storage}`);
  },
});

const valuesOf = ({ spec }: HelmRelease, { schemas }: Era): DiskValues =>
  // Defaulting by the chart's schema gives every key this shape, unless a scalar was of the wrong type.
  defaulted(spec.values ?? {}, schemas.VMDisk) as Values as DiskValues;

/** The volume-resize hook: only growth is applied. */
const grow = async (client: KubeClient, ref: { namespace: string; name: string }, storage: string): Promise<void> => {
  const claim = await client.get(claims, ref);
  if (!claim || quantity(storage) <= quantity(claim.spec.resources.requests.storage)) return;
  await client.mergePatch(claims, ref, { spec: { resources: { requests: { storage } } } });
  await client.patchStatus(claims, ref, { capacity: { storage } });
};

const toSpec = ({ source, storage, storageClass }: DiskValues, namespace: string, era: Era): DataVolume["spec"] => {
  const given = Object.keys(source).filter((key) => source[key] !== undefined);
  if (given.length > 1) {
    throw new ChartFailure(
      `execution error at (vm-disk/templates/dv.yaml:31:8): Exactly one type of source is expected, but ${given.length} were specified: ${given.join(", ")}`,
    );
  }
  return {
    source: toSource(source, namespace, era),
    storage: { resources: { requests: { storage: `${storage}` } }, storageClassName: storageClass },
  };
};

const toSource = (source: DiskValues["source"], namespace: string, { images }: Era): DataVolumeSource => {
  const { image, http, disk, registry, upload } = source;
  if (image) return { pvc: { namespace: imageNamespace, name: `${images.prefix}${image.name ?? ""}` } };
  if (disk) return { pvc: { namespace, name: `vm-disk-${disk.name ?? ""}` } };
  if (http) return { http: toDownload(http) };
  if (registry) return { registry: { url: registry.url ?? "" } };
  return upload ? { upload: {} } : { blank: {} };
};

const toDownload = ({ url = "", headers = {}, checksum }: DiskSource): DataVolumeSource["http"] => ({
  url,
  ...(Object.keys(headers).length > 0 && {
    extraHeaders: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  }),
  ...(checksum !== undefined && { checksum }),
});
