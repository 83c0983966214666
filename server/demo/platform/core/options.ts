import { isOfKind } from "../apps/application.ts";
import { vmDisk } from "../apps/definitions.ts";
import { imageNamespace } from "../bootstrap/images.ts";
import { gpusOf } from "../bootstrap/infrastructure.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { claims, networks, nodes, storageClasses } from "../kinds/core.ts";
import { definitionsOf, helmReleases } from "../kinds/cozystack.ts";
import { instanceTypes, preferences } from "../kinds/kubevirt.ts";
import type { KubeObject } from "../object.ts";

type Option = { value: string; label?: string; description?: string; default?: boolean };
export type Options = KubeObject & { spec: { items?: Option[] } };

const byValue = (left: Option, right: Option): number => (left.value < right.value ? -1 : 1);

/** What each option source offers in a namespace, as Cozystack's providers do; empty sources have no items. */
const sources: Record<string, (client: KubeClient, namespace: string, era: Era) => Promise<Option[]>> = {
  image: async (client, _namespace, { images: { prefix } }) =>
    (await client.list(claims, { namespace: imageNamespace }))
      .filter(({ metadata }) => metadata.name.startsWith(prefix))
      .map(({ metadata }) => ({
        value: metadata.name.slice(prefix.length),
        description: metadata.annotations?.["vm-default-images.cozystack.io/description"] ?? "",
      })),
  instancetype: async (client) =>
    (await client.list(instanceTypes)).map(({ metadata, spec }) => ({
      value: metadata.name,
      description: `${spec.cpu.guest} vCPU, ${spec.memory.guest}`,
    })),
  instanceprofile: async (client) =>
    (await client.list(preferences)).map(({ metadata }) => ({
      value: metadata.name,
      label: metadata.annotations?.["openshift.io/display-name"] ?? metadata.name,
    })),
  storageclass: async (client) =>
    (await client.list(storageClasses)).map(({ metadata }) => ({
      value: metadata.name,
      ...(metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true" && { default: true }),
    })),
  vmdisk: async (client, namespace) =>
    (await client.list(helmReleases, { namespace }))
      .filter((release) => isOfKind(vmDisk, release))
      .map(({ metadata }) => ({ value: metadata.name.slice(vmDisk.prefix.length) })),
  appkind: async (client, _namespace, { definitionKind }) =>
    definitionKind === undefined
      ? []
      : (await client.list(definitionsOf(definitionKind))).map(({ spec }) => ({ value: spec.application.kind })),
  // What nodes could give at most, not what is free of it.
  gpu: async (client) =>
    (await client.list(nodes)).flatMap(({ metadata, status }) =>
      Object.entries(status?.capacity ?? {})
        .filter(([device]) => Object.hasOwn(gpusOf, device))
        .map(([value, count]) => ({ value, description: `${count} available on node ${metadata.name}` })),
    ),
  network: async (client, namespace) =>
    (await client.list(networks, { namespace })).map(({ metadata }) => ({ value: metadata.name })),
  storagepool: async () => [],
  backupclass: async () => [],
  plan: async () => [],
  backup: async () => [],
};

export const optionSources = Object.keys(sources);

/** Undefined for a source that does not exist. */
export const readOptions = async (
  client: KubeClient,
  namespace: string,
  source: string,
  era: Era,
): Promise<Options | undefined> => {
  const provider = Object.hasOwn(sources, source) ? sources[source] : undefined;
  if (!provider) return undefined;
  const items = (await provider(client, namespace, era)).sort(byValue);
  return {
    kind: "Option",
    apiVersion: "core.cozystack.io/v1alpha1",
    metadata: { name: source, namespace, resourceVersion: "0" },
    spec: items.length === 0 ? {} : { items },
  };
};
