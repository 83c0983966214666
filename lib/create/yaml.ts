import type { Manifest } from "./manifest.ts";
import type { CreatePlan } from "./plan.ts";
import { writeYaml } from "./write-yaml.ts";

export const manifestsOf = ({ disks, vm }: CreatePlan): Manifest[] => [...disks, vm];

/** The plan's objects as YAML documents, in the order they are made. */
export const yamlOf = (plan: CreatePlan): string => yamlOfAll(manifestsOf(plan));

export const yamlOfAll = (manifests: readonly Manifest[]): string => manifests.map(writeYaml).join("---\n");
