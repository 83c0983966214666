import type { CreatePlan } from "./plan.ts";
import { yamlOfAll } from "./yaml.ts";

/** Shell commands that do the same as the plan, in its order: a machine that is made before its disks fails first, and waits half a minute. */
export const kubectlOf = ({ disks, vm }: CreatePlan): string => {
  const { name, namespace } = vm.metadata;
  const names = disks.map(({ metadata }) => `vmdisk/${metadata.name}`);
  return [
    ...(disks.length > 0
      ? [
          createOf(yamlOfAll(disks)),
          `kubectl -n ${namespace} wait ${names.join(" ")} --for=condition=Ready --timeout=5m`,
        ]
      : []),
    createOf(yamlOfAll([vm])),
    `kubectl -n ${namespace} get vminstance ${name} --watch`,
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
