import { isPort } from "#lib/resources/ports.ts";

/** What was typed or pasted as ports: `22`, `22,443`, one a line. `value` is the part that is no port. */
export type PortText =
  | { ok: true; ports: number[] }
  | { ok: false; rule: "empty" | "range" | "duplicate"; value: string };

/** All or nothing, so that what is refused stays as typed. Order is kept; a port twice in the text counts once. */
export const readPorts = (text: string, known: readonly number[]): PortText => {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  if (parts.length === 0) return { ok: false, rule: "empty", value: "" };
  const wrong = parts.find((part) => !/^\d{1,5}$/.test(part) || !isPort(Number(part)));
  if (wrong !== undefined) return { ok: false, rule: "range", value: wrong };
  const ports = [...new Set(parts.map(Number))];
  const fresh = ports.filter((port) => !known.includes(port));
  // One port that is there already is a slip; among others it is only a longer list pasted again.
  if (fresh.length === 0) return { ok: false, rule: "duplicate", value: String(ports[0]) };
  return { ok: true, ports: fresh };
};
