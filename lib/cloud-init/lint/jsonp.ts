import type { Found } from "../finding.ts";
import { firstLineEnd } from "./whole-text.ts";

/** `#cloud-config-jsonp`: a JSON patch to what other parts and the image say. */
export const jsonpFindings = (text: string): Found[] => {
  const end = firstLineEnd(text);
  const isPatch = Array.isArray(dataOf(text.slice(end)));
  return [
    { rule: "jsonp", severity: "info", from: 0, to: end },
    ...(isPatch ? [] : [{ rule: "jsonpSyntax", severity: "error", from: 0, to: end } as const]),
  ];
};

const dataOf = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};
