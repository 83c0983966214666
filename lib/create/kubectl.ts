import type { CreatePlan } from "./plan.ts";
import { yamlOfAll } from "./yaml.ts";

/**
 * Shell commands that do the same as the plans of one tenant, their disks first: a machine that is made before its disks fails first, and
 * waits half a minute. What waits, waits for all; kubectl watches one object or a whole collection, and nothing between.
 */
export const kubectlOf = (...plans: readonly CreatePlan[]): string => {
  const [first] = plans;
  if (!first) return "";
  const { name, namespace } = first.vm.metadata;
  const disks = plans.flatMap((plan) => plan.disks);
  const names = disks.map(({ metadata }) => `vmdisk/${metadata.name}`);
  return [
    ...(disks.length > 0
      ? [
          createOf(yamlOfAll(disks)),
          `kubectl -n ${namespace} wait ${names.join(" ")} --for=condition=Ready --timeout=${4 + plans.length}m`,
        ]
      : []),
    createOf(yamlOfAll(plans.map(({ vm }) => vm))),
    `kubectl -n ${namespace} get vminstance ${plans.length > 1 ? "" : `${name} `}--watch`,
    "",
  ].join("\n");
};

const createOf = (yaml: string): string => {
  const delimiter = delimiterFor(yaml);
  return `kubectl create -f - <<'${delimiter}'\n${yaml}${delimiter}`;
};

/** A heredoc ends at its delimiter alone on a line; a key's comment must not be able to end it. */
const delimiterFor = (text: string): string => {
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  let delimiter = "EOF";
  while (lines.has(delimiter)) delimiter = `${delimiter}_`;
  return delimiter;
};
