/** TCP ports a PortList lets in. An empty list, a duplicate or a port out of range fails only later, in the chart's Service. */

const lastPort = 65_535;
export const portLimit = 100;

export type PortRule = "portsEmpty" | "portRange" | "portDuplicate" | "tooMany";

export const isPort = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= lastPort;

/** The first thing wrong with a list of ports and where; null when it may be sent. */
export const portsProblem = (ports: readonly number[]): { index: number | null; rule: PortRule } | null => {
  if (ports.length === 0) return { index: null, rule: "portsEmpty" };
  if (ports.length > portLimit) return { index: null, rule: "tooMany" };
  for (const [index, port] of ports.entries()) {
    if (!isPort(port)) return { index, rule: "portRange" };
    if (ports.indexOf(port) !== index) return { index, rule: "portDuplicate" };
  }
  return null;
};
