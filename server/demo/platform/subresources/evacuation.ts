import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { nodes } from "../kinds/core.ts";
import { instances, virtualMachines } from "../kinds/kubevirt.ts";
import { assertAllowed } from "./authorize.ts";
import { conflict, internal, notFound, type Resource } from "./refusal.ts";
import { evacuateCancelOptions, isDryRun, readOptions } from "./request-options.ts";

type Ref = { namespace: string; name: string };

const differs = "the server rejected our request due to an error in our request";

/** Takes back that an instance is to leave its node (kubevirt/pkg/virt-api/rest/evacuate_cancel.go). */
export const createEvacuateCancel =
  (client: KubeClient, resource: Resource) =>
  async (call: Call, ref: Ref): Promise<void> => {
    // The right to `evacuate` brought the caller here, `evacuate/cancel` is asked now.
    const right = { verb: "update", resource: `${resource}s`, subresource: "evacuate/cancel" };
    await assertAllowed(client, call.caller, { ...ref, ...right });
    if (resource === "virtualmachine") {
      const vm = await client.get(virtualMachines, ref);
      if (!vm) throw notFound(resource, ref.name);
      if (!(await client.get(instances, ref))) throw conflict(resource, ref.name, "VMI is not started");
    }
    const vmi = await client.get(instances, ref);
    if (!vmi) throw notFound("virtualmachineinstance", ref.name);
    const { evacuationNodeName: pending, nodeName = "" } = vmi.status ?? {};
    const name = pending ?? nodeName;
    if (!(await client.get(nodes, { name }))) throw internal(`nodes "${name}" not found`);
    if (pending === undefined) return;
    const { evacuationNodeName, dryRun } = await readOptions(call, evacuateCancelOptions);
    if (evacuationNodeName !== pending) throw internal(differs);
    if (!isDryRun(dryRun)) await client.mergePatch(instances, ref, { status: { evacuationNodeName: null } });
  };
