import type { PortCheckAnswer } from "#lib/api/requests.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { lacksRight } from "../kube/access.ts";
import { askPort } from "./ask-port.ts";

const about = "virtualmachineinstances/portforward get";

type Check = { tenant: string; name: string; port: number };

/**
 * Whether something in a machine takes connections on a port that the machine exposes, asked by the cluster: it proves nothing about the way
 * from the internet. Never another port, and never a guest without an address: KubeVirt would then dial itself (platform-api.md 4.8).
 */
export const createPortCheck = ({ access, live, kubeTarget }: Pick<Services, "access" | "live" | "kubeTarget">) => {
  const rowOf = async (person: Person, { tenant, name }: Check): Promise<VmRow> => {
    const read = await live.read(person, tenant);
    if (read.state !== "ready") throw new ProblemError(read.problem.code, { about: "vminstances list" });
    const row = read.data.rows.find((each) => each.name === name);
    if (!row) throw new ProblemError("not-found", { about });
    return row;
  };

  return async (person: Person, check: Check): Promise<PortCheckAnswer> => {
    const { tenant, name, port } = check;
    if (!accessTo(await access(person, tenant), name).portForward) throw lacksRight("portForward", tenant);
    const { exposure, addresses } = await rowOf(person, check);
    if (exposure.kind !== "ports" || !exposure.ports.includes(port)) throw new ProblemError("bad-request", { about });
    if (addresses.private === null) throw new ProblemError("not-running", { about });
    const answer = await askPort(kubeTarget, person, { tenant, vm: name, port });
    if (answer === "refused") throw lacksRight("portForward", tenant);
    return { answer };
  };
};
