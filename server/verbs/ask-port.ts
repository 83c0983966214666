import { releaseOfVm } from "#lib/resources/names.ts";
import type { Person } from "../auth/person.ts";
import { dialUpgrade } from "../gateway/raw-socket.ts";
import type { KubeTarget } from "../kube/target.ts";

export type PortAnswer = "open" | "silent" | "refused";

const handshakeMs = 10_000;
const protocol = "plain.kubevirt.io";

/**
 * Whether something in the guest takes a TCP connection: virt-api dials it, never this server, and only by the path that roles allow
 * (platform-api.md 4.3). Ask only of a guest that has an address: virt-api would dial itself. `refused`: this person may not ask.
 */
export const askPort = async (
  target: KubeTarget,
  person: Person,
  { tenant, vm, port }: { tenant: string; vm: string; port: number },
): Promise<PortAnswer> => {
  const base = ["apis", "subresources.kubevirt.io", "v1", "namespaces", tenant] as const;
  const path = [...base, "virtualmachineinstances", releaseOfVm(vm), "portforward", String(port), "tcp"] as const;
  const url = `${target.origin.replace(/^http/, "ws")}${target.pathOf(path)}`;
  const headers = { authorization: `Bearer ${await person.token()}`, "user-agent": "porthole" };
  const signal = AbortSignal.any([person.ended, AbortSignal.timeout(handshakeMs)]);
  const answer = await dialUpgrade(url, protocol, { ...target.tls, headers }, signal);
  if (answer.kind === "open") {
    answer.socket.destroy();
    return "open";
  }
  return answer.kind === "refused" && (answer.status === 401 || answer.status === 403) ? "refused" : "silent";
};
