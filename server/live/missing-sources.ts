import type { Problem } from "#lib/api/problem.ts";
import type { Outage } from "#lib/api/stream-events.ts";
import type { MissingSource } from "#lib/resources/vm/view.ts";
import type { Source } from "./source.ts";
import type { Sources } from "./sources.ts";

/** The sources a row can do without, under the names people are told. */
export const namedSources = (sources: Sources) =>
  [
    ["virtualmachines", sources.machines],
    ["pods", sources.pods],
    ["services", sources.services],
    ["vmdisks", sources.disks],
    ["workloadmonitors", sources.monitors],
  ] as const satisfies [MissingSource["source"], Source<unknown>][];

/** What is not known now, and why. */
export const missingOf = (
  named: ReturnType<typeof namedSources>,
  instanceTypesProblem: Problem | null,
): MissingSource[] => {
  const found = named.flatMap(([source, { state, hasRead }]): MissingSource[] => {
    if (state.status === "forbidden") return [{ source, code: "forbidden" }];
    if (state.status === "absent") return [{ source, code: "absent" }];
    if (hasRead) return [];
    return [{ source, code: state.status === "down" ? codeOf(state.problem) : "timeout" }];
  });
  if (instanceTypesProblem) found.push({ source: "instancetypes", code: codeOf(instanceTypesProblem) });
  return found;
};

const codeOf = ({ code }: Problem): MissingSource["code"] => {
  if (code === "sign-in-unavailable") return "unavailable";
  return code === "forbidden" || code === "unavailable" || code === "timeout" ? code : "internal";
};

/** What keeps a list from being current; null: nothing. */
export const outageOf = (all: readonly Source<unknown>[]): Outage | null => {
  const codes = all.flatMap(({ state }) => (state.status === "down" ? [state.problem.code] : []));
  if (codes.length === 0) return null;
  return codes.includes("sign-in-unavailable") ? "sign-in" : "cluster";
};
