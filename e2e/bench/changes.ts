import { setTimeout as pause } from "node:timers/promises";
import { type Cluster, vmInstances } from "../running/cluster.ts";

const types = ["s1.small", "u1.medium"] as const;

/** A port that tells one change from all others, where it can be seen. */
export const firstPort = 20_000;

export type Change = { name: string; type: string; port: number | null; sentAt: number };

type Options = {
  cluster: Cluster;
  tenant: string;
  /** In turn; each fourth change is of one of `seen`. */
  names: readonly string[];
  seen?: readonly string[];
  perSecond: number;
  seconds: number;
  onSent?: (change: Change) => void;
};

/**
 * Changes machines at a steady rate through the Kubernetes API, as people and controllers do: another size, and with it an upgrade of the
 * release; those that publish ports get another one. Times are of the epoch, in milliseconds.
 */
export const changeSteadily = async (options: Options): Promise<Change[]> => {
  const { cluster, tenant, names, seen = [], perSecond, seconds, onSent } = options;
  // A change to what is there already would be none.
  const machines = await cluster.items(vmInstances(tenant));
  const typeOf = new Map(machines.map(({ metadata, spec }) => [metadata.name, String(spec?.instanceType)]));
  const sent: Change[] = [];
  const answers: Promise<unknown>[] = [];
  const begun = performance.now();
  for (let index = 0; index < seconds * perSecond; index += 1) {
    await pause(Math.max(0, (index * 1_000) / perSecond - (performance.now() - begun)));
    const isSeen = index % 4 === 0 && seen.length > 0;
    // A step that shares no factor with the count goes through all of them.
    const name = (isSeen ? seen[(index / 4) % seen.length] : names[(index * 37) % names.length]) ?? "";
    const type = typeOf.get(name) === types[0] ? types[1] : types[0];
    typeOf.set(name, type);
    const port = name.startsWith("web-") ? firstPort + index : null;
    const spec = { instanceType: type, ...(port !== null && { externalPorts: [80, port] }) };
    const change = { name, type, port, sentAt: Date.now() };
    sent.push(change);
    onSent?.(change);
    // A lost race is answered with a conflict, as upstream: that change never happened.
    answers.push(cluster.patch(vmInstances(tenant, name), { spec }).catch(() => sent.splice(sent.indexOf(change), 1)));
  }
  await Promise.all(answers);
  return sent;
};
