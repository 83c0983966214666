import type { CreatePlan } from "./plan.ts";
import { yamlOf } from "./yaml.ts";

/** Shell commands that do the same as the plan. */
export const kubectlOf = (plan: CreatePlan): string => {
  const { name, namespace } = plan.vm.metadata;
  const yaml = yamlOf(plan);
  return [
    `kubectl create -f - <<'${delimiterFor(yaml)}'`,
    `${yaml}${delimiterFor(yaml)}`,
    `kubectl -n ${namespace} get vminstance ${name} --watch`,
    "",
  ].join("\n");
};

/** A heredoc ends at its delimiter alone on a line; a key's comment must not be able to end it. */
const delimiterFor = (text: string): string => {
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  let delimiter = "EOF";
  while (lines.has(delimiter)) delimiter = `${delimiter}_`;
  return delimiter;
};
