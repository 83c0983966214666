import { randomBytes } from "node:crypto";
import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { isRunning } from "../guests/guests.ts";
import { instances, isMigrationOver, migrations, virtualMachines } from "../kinds/kubevirt.ts";
import { conflict, internal, notFound } from "./refusal.ts";
import { isDryRun, migrateOptions, readOptions } from "./request-options.ts";

type Ref = { namespace: string; name: string };

const denied = (text: string) =>
  internal(`admission webhook "migration-create-validator.kubevirt.io" denied the request: ${text}`);

/** Asks for a live migration: the object that is created here is what the controller carries out. */
export const createMigrate =
  (client: KubeClient) =>
  async (call: Call, ref: Ref): Promise<void> => {
    const { dryRun } = await readOptions(call, migrateOptions);
    const vm = await client.get(virtualMachines, ref);
    if (!vm) throw notFound("virtualmachine", ref.name);
    const vmi = await client.get(instances, ref);
    if (!vmi) throw notFound("virtualmachineinstance", ref.name);
    if (!isRunning(vmi)) throw conflict("virtualmachine", ref.name, "VM is not running");
    const running = await client.list(migrations, { namespace: ref.namespace });
    const inFlight = running.find((it) => it.spec.vmiName === ref.name && !isMigrationOver(it));
    if (inFlight) {
      const { uid } = inFlight.metadata;
      throw denied(
        `in-flight migration detected. Active migration job (${uid}) is currently already in progress for VMI ${ref.name}.`,
      );
    }
    const can = vmi.status?.conditions?.find(({ type }) => type === "LiveMigratable");
    if (can?.status === "False") throw denied(`Cannot migrate VMI, Reason: ${can.reason}, Message: ${can.message}`);
    if (isDryRun(dryRun)) return;
    await client.create(migrations, {
      metadata: { namespace: ref.namespace, name: `kubevirt-migrate-vm-${randomBytes(3).toString("hex").slice(0, 5)}` },
      spec: { vmiName: ref.name },
    });
  };
