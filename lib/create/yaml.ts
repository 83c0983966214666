import type { Manifest } from "./manifest.ts";
import type { CreatePlan } from "./plan.ts";
import { writeYaml } from "./write-yaml.ts";

export const manifestsOf = ({ disks, vm }: CreatePlan): Manifest[] => [...disks, vm];

/** The objects of plans as YAML documents: every disk, then every machine, as one that is made before its disks waits half a minute. */
export const yamlOf = (...plans: readonly CreatePlan[]): string =>
  yamlOfAll([...plans.flatMap(({ disks }) => disks), ...plans.map(({ vm }) => vm)]);

export const yamlOfAll = (manifests: readonly Manifest[]): string => manifests.map(writeYaml).join("---\n");
