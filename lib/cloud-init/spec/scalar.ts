import type { SpecFault } from "./check.ts";
import type { SpecFormat, SpecNode } from "./node.ts";

type Found = Pick<SpecFault, "fault" | "values">;

export type Scalar = string | number | bigint | boolean | null | Uint8Array;

/** What is wrong with a single value whose kind is right. */
export const scalarFault = (value: Scalar, node: SpecNode): Found | null => {
  if (node.is === "boolean" && node.only !== undefined && value !== node.only)
    return { fault: "enum", values: { allowed: String(node.only) } };
  if ((node.is === "integer" || node.is === "number") && node.least !== undefined && Number(value) < node.least)
    return { fault: "range", values: { least: node.least } };
  return node.is === "text" && typeof value === "string" ? textFault(value, node) : null;
};

const textFault = (value: string, node: SpecNode & { is: "text" }): Found | null => {
  if (node.enum && !node.enum.includes(value)) return { fault: "enum", values: { allowed: shown(node.enum) } };
  if (node.pattern && !new RegExp(node.pattern, "u").test(value))
    return { fault: "pattern", values: { pattern: node.pattern } };
  return node.format && !formats[node.format](value) ? { fault: "format", values: { format: node.format } } : null;
};

/** Long lists tell nobody anything: the names of cloud-init's modules are nearly a hundred. */
const mostShown = 12;

const shown = (words: readonly string[]): string =>
  [...words.slice(0, mostShown), ...(words.length > mostShown ? ["…"] : [])].join(", ");

const formats: Record<SpecFormat, (value: string) => boolean> = {
  uri: (value) => /^[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]+$/i.test(value),
  hostname: (value) => value.length < 255 && hostnameForm.test(value),
  date: (value) => {
    const day = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
    return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
  },
};

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const hostnameForm = new RegExp(`^${label}(\\.${label})*\\.?$`, "i");
