import type { Manifest } from "./manifest.ts";
import type { CreatePlan } from "./plan.ts";
import { manifestsOf } from "./yaml.ts";

/** The plan as `kubernetes_manifest` resources of hashicorp/kubernetes; the machine waits for its disks. */
export const terraformOf = (plan: CreatePlan): string => {
  const disks = plan.disks.map((disk) => `kubernetes_manifest.${identifierOf(disk)}`);
  return manifestsOf(plan)
    .map((manifest) => {
      const dependsOn = manifest.kind === "VMInstance" ? `\n  depends_on = [${disks.join(", ")}]\n` : "";
      const head = `resource "kubernetes_manifest" "${identifierOf(manifest)}" {`;
      return `${head}\n  manifest = ${hcl(manifest, 1)}\n${dependsOn}}\n`;
    })
    .join("\n");
};

const identifierOf = ({ kind, metadata }: Manifest): string =>
  `${kind.toLowerCase()}_${metadata.name.replaceAll("-", "_")}`;

const hcl = (value: unknown, depth: number): string => {
  const pad = "  ".repeat(depth + 1);
  const end = "  ".repeat(depth);
  if (typeof value === "string") return hclString(value);
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : `[\n${value.map((item) => `${pad}${hcl(item, depth + 1)},\n`).join("")}${end}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, item]) => `${pad}${hclKey(key)} = ${hcl(item, depth + 1)}\n`);
    return fields.length === 0 ? "{}" : `{\n${fields.join("")}${end}}`;
  }
  return String(value);
};

const hclKey = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : hclString(key));

/** JSON's escapes are HCL's; a template must not start inside a value (`${`, `%{`). */
const hclString = (text: string): string => JSON.stringify(text).replaceAll(/[$%](?=\{)/g, "$&$&");
