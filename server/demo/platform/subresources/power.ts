import type { Call } from "../aggregated/group.ts";
import { isStatus } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import { strategyOf, strategyPatch } from "../controllers/run-strategy.ts";
import { pods } from "../kinds/core.ts";
import { instances, type StateChangeRequest, type VirtualMachine, virtualMachines } from "../kinds/kubevirt.ts";
import { type Decision, decideRestart, decideStart, decideStop } from "./power-rules.ts";
import { badRequest, conflict, internal, notFound } from "./refusal.ts";
import { isDryRun, readOptions, restartOptions, startOptions, stopOptions } from "./request-options.ts";

type Ref = { namespace: string; name: string };

const needsRecovery =
  "VM recovery required: Volume migration failed, leaving some volumes pointing to non-consistent targets; manual intervention is needed to reassign them to their original volumes.";
const lostRace = "the server rejected our request due to an error in our request";

/** What KubeVirt's admission says of a machine that a snapshot or restore holds. */
const assertUnlocked = ({ status }: VirtualMachine): void => {
  const { snapshotInProgress: snapshot, restoreInProgress: restore } = status ?? {};
  const denied = (why: string) =>
    internal(`admission webhook "virtualmachine-validator.kubevirt.io" denied the request: ${why}`);
  if (snapshot) throw denied(`Cannot update vm running state until snapshot "${snapshot}" completes`);
  if (restore) throw denied(`Cannot update VM runStrategy until restore "${restore}" completes`);
};

/** Refuses what a failed volume migration left to be mended by hand: start and restart each look at one condition. */
const assertRecovered = ({ metadata, status }: VirtualMachine, type: "ManualRecoveryRequired" | "VolumesChange") => {
  const isBroken = status?.conditions?.some((it) => it.type === type && it.status === "True");
  if (isBroken) throw conflict("virtualmachine", metadata.name, needsRecovery);
};

/** Start, stop and restart of a VirtualMachine: what they write, the VirtualMachine controller carries out. */
export const createPower = (client: KubeClient) => {
  const requesting = new Set<string>();
  const read = async (ref: Ref) => {
    const vm = await client.get(virtualMachines, ref);
    if (!vm) throw notFound("virtualmachine", ref.name);
    const vmi = await client.get(instances, ref);
    return { vm, vmi, state: { strategy: strategyOf(vm), phase: vmi && (vmi.status?.phase ?? "") } };
  };
  type Known = Awaited<ReturnType<typeof read>>;

  /** Writes only if what was decided upon still holds, as virt-api's patch with its test operations. */
  const write = async (
    ref: Ref,
    seen: VirtualMachine,
    change: (vm: VirtualMachine) => Promise<unknown>,
  ): Promise<void> => {
    const basis = (vm: VirtualMachine) => JSON.stringify([strategyOf(vm), vm.status?.stateChangeRequests ?? []]);
    for (
      let vm: VirtualMachine | undefined = seen;
      vm && basis(vm) === basis(seen);
      vm = await client.get(virtualMachines, ref)
    ) {
      try {
        await change(vm);
        return;
      } catch (error) {
        // The object changed: whether that matters is seen by reading it again.
        if (!isStatus(error, 409)) throw error;
      }
    }
    throw internal(lostRace);
  };

  const carryOut = async (
    ref: Ref,
    { vm, vmi }: Known,
    decision: Decision,
    { replacesPending = false, isPaused = false, isDry = false } = {},
  ): Promise<void> => {
    if (decision.type === "refuse") throw conflict("virtualmachine", ref.name, decision.text);
    assertUnlocked(vm);
    if (decision.type === "strategy") {
      if (isDry || decision.strategy === strategyOf(vm)) return;
      await write(ref, vm, ({ metadata: { resourceVersion } }) =>
        client.mergePatch(virtualMachines, ref, {
          metadata: { resourceVersion },
          spec: strategyPatch(vm, decision.strategy),
        }),
      );
      return;
    }
    const requests = decision.actions.map(
      (action): StateChangeRequest => ({
        action,
        ...(action === "Stop" && vmi?.metadata.uid !== undefined && { uid: vmi.metadata.uid }),
        ...(action === "Start" && isPaused && { data: { paused: "true" } }),
      }),
    );
    if (!replacesPending && (vm.status?.stateChangeRequests ?? []).length > 0) {
      throw internal("unable to complete request: stop/start already underway");
    }
    if (isDry) return;
    const key = `${ref.namespace}/${ref.name}`;
    // Requests come through here only, so two at once are a lost race of the later one.
    if (requesting.has(key)) throw internal(lostRace);
    requesting.add(key);
    await client
      .patchStatus(virtualMachines, ref, { stateChangeRequests: requests })
      .finally(() => requesting.delete(key));
  };

  /** Ends the launcher pod at once, as a hard reset does. */
  const killLauncher = async (ref: Ref, { vmi }: Known): Promise<void> => {
    const found = await client.list(pods, {
      namespace: ref.namespace,
      labelSelector: `kubevirt.io=virt-launcher,kubevirt.io/created-by=${vmi?.metadata.uid ?? ""}`,
    });
    const running = found.filter((pod) => pod.status?.phase === "Running");
    await Promise.all(
      running.map((pod) =>
        client.delete(pods, { namespace: ref.namespace, name: pod.metadata.name }, { gracePeriodSeconds: 1 }),
      ),
    );
  };

  return {
    start: async (call: Call, ref: Ref): Promise<void> => {
      const options = await readOptions(call, startOptions);
      const known = await read(ref);
      assertRecovered(known.vm, "ManualRecoveryRequired");
      const isPaused = options.paused === true;
      const decision = decideStart(known.state, isPaused);
      await carryOut(ref, known, decision, { isPaused, isDry: isDryRun(options.dryRun) });
    },
    stop: async (call: Call, ref: Ref): Promise<void> => {
      const { gracePeriod, dryRun } = await readOptions(call, stopOptions);
      const isDry = isDryRun(dryRun);
      const known = await read(ref);
      const current = known.vmi?.spec.terminationGracePeriodSeconds;
      const asked = gracePeriod ?? undefined;
      // Written before the decision: a refused stop has changed the grace period all the same.
      if (asked !== undefined && known.vmi && !isDry) {
        await client.mergePatch(instances, ref, { spec: { terminationGracePeriodSeconds: asked } });
      }
      const decision = decideStop(known.state, { asked, current });
      await carryOut(ref, known, decision, { replacesPending: true, isDry });
    },
    restart: async (call: Call, ref: Ref): Promise<void> => {
      const { gracePeriodSeconds: grace, dryRun } = await readOptions(call, restartOptions);
      if (typeof grace === "number" && grace > 0)
        throw badRequest("For force restart, only gracePeriod=0 is supported for now");
      if (typeof grace === "number" && grace < 0) throw badRequest("gracePeriod has to be greater or equal to 0");
      const known = await read(ref);
      assertRecovered(known.vm, "VolumesChange");
      const decision = decideRestart(known.state);
      await carryOut(ref, known, decision, { isDry: isDryRun(dryRun) });
      // Done in a dry run too: platform-api.md 4.1 warns of it.
      if (grace === 0) await killLauncher(ref, known);
    },
  };
};
