import type { Page } from "@playwright/test";
import { paths } from "#lib/paths.ts";
import { type Cluster, vmInstances } from "./cluster.ts";
import { connected } from "./console-page.ts";
import type { FaultProxy } from "./fault-proxy.ts";
import { answersStatus, swallowed } from "./faults.ts";
import type { Level, Tenant } from "./fixtures.ts";
import { signOutInAnotherTab } from "./people.ts";

/** What is needed to bring a console into any state: the fixtures of fault-fixtures.ts have it. */
export type Stage = {
  tenant: Pick<Tenant, "namespace" | "vm">;
  cluster: Cluster;
  /** Between the product and its cluster. */
  wire: FaultProxy;
  /** Opens a page as a person of that level, in a browser of its own. */
  visit: (level: Level, path?: string, as?: string) => Promise<Page>;
};

type State = {
  /** The heading of the panel, in English; null while the guest is seen. */
  heading: RegExp | null;
  /** Makes a machine of this name and gives a page whose console is in this state, or about to be. `isForAll`: others feel it, too. */
  bring: (stage: Stage, vm: string) => Promise<Page>;
  isForAll?: true;
};

/** The upgrades of one machine's consoles. */
const upgradeOf = (vm: string): RegExp => new RegExp(`/vm-instance-${vm}/(vnc|console)`);
const instances = (tenant: string, vm: string): string =>
  `/apis/kubevirt.io/v1/namespaces/${tenant}/virtualmachineinstances/vm-instance-${vm}`;

export const screenOf = ({ tenant }: Pick<Stage, "tenant">, vm: string, kind: "vnc" | "serial" = "vnc"): string =>
  `/screen/${tenant.namespace}/${vm}${kind === "serial" ? "?kind=serial" : ""}`;

/** The panel that stands where the guest would be. */
export const panel = (page: Page, heading: RegExp) => page.getByRole("heading", { level: 2, name: heading });

/** A person's open console of a machine that runs, in a window of its own or on the machine's page. */
export const openConsole = async (
  stage: Stage,
  vm: string,
  kind: "vnc" | "serial" = "vnc",
  frame: "window" | "page" = "window",
): Promise<Page> => {
  await stage.tenant.vm(vm);
  const onPage = paths.vmConsole(stage.tenant.namespace, vm, kind);
  const page = await stage.visit("use", frame === "page" ? onPage : screenOf(stage, vm, kind));
  await connected(page);
  return page;
};

/** As virtctl does it: no questions asked, whoever is there is cut off. */
export const takeFromOutside = ({ tenant, cluster }: Stage, vm: string, kind: "vnc" | "console") =>
  cluster.stream(
    `/apis/subresources.kubevirt.io/v1/namespaces/${tenant.namespace}/virtualmachineinstances/vm-instance-${vm}/${kind}`,
  );

/** The platform ends the instance, and its run strategy makes a new one. */
export const restart = ({ tenant, cluster }: Pick<Stage, "tenant" | "cluster">, vm: string) =>
  cluster.delete(instances(tenant.namespace, vm));

/** The instance moves to another node; the guest goes on. */
export const migrate = ({ tenant, cluster }: Stage, vm: string) =>
  cluster.create(`/apis/kubevirt.io/v1/namespaces/${tenant.namespace}/virtualmachineinstancemigrations`, {
    apiVersion: "kubevirt.io/v1",
    kind: "VirtualMachineInstanceMigration",
    metadata: { generateName: "e2e-" },
    spec: { vmiName: `vm-instance-${vm}` },
  });

export const power = ({ tenant, cluster }: Stage, vm: string, runStrategy: "Always" | "Halted") =>
  cluster.patch(vmInstances(tenant.namespace, vm), { spec: { runStrategy } });

/** The guest's side refuses the upgrade with these words of KubeVirt's. */
const refusing =
  (code: number, message: string): State["bring"] =>
  async (stage, vm) => {
    await stage.tenant.vm(vm);
    stage.wire.fault(upgradeOf(vm), answersStatus(code, "BadRequest", message));
    return stage.visit("use", screenOf(stage, vm));
  };

const evict: State["bring"] = async (stage, vm) => {
  const page = await openConsole(stage, vm);
  await takeFromOutside(stage, vm, "vnc");
  return page;
};

/** Every state of a console, by name, and how it comes about. */
export const consoleStates = {
  off: {
    heading: /is off$/,
    bring: async (stage, vm) => {
      await stage.tenant.vm(vm, { runStrategy: "Halted" });
      return stage.visit("use", screenOf(stage, vm));
    },
  },
  "waiting-for-boot": {
    heading: /is starting$/,
    // A sentinel of the demo: its launcher pod never gets ready.
    bring: async (stage, vm) => {
      const name = `stuck-starting-${vm}`;
      await stage.tenant.vm(name, { runStrategy: "Halted" });
      await power(stage, name, "Always");
      return stage.visit("use", screenOf(stage, name));
    },
  },
  asking: {
    heading: /^Asking for access$/,
    isForAll: true,
    bring: async (stage, vm) => {
      await stage.tenant.vm(vm, { runStrategy: "Halted" });
      const page = await stage.visit("use", screenOf(stage, vm));
      await panel(page, /is off$/).waitFor();
      stage.wire.fault(/selfsubjectaccessreviews/, swallowed);
      await page.getByRole("button", { name: "Check again" }).click();
      return page;
    },
  },
  connecting: {
    heading: /^Connecting to/,
    bring: async (stage, vm) => {
      await stage.tenant.vm(vm);
      stage.wire.fault(upgradeOf(vm), swallowed);
      return stage.visit("use", screenOf(stage, vm));
    },
  },
  connected: { heading: null, bring: (stage, vm) => openConsole(stage, vm) },
  lost: {
    heading: /^The connection was lost$/,
    bring: refusing(500, "Internal error occurred: dial tcp 10.244.3.17:8186: connect: connection refused"),
  },
  "in-use": {
    heading: /is in use, or was a moment ago$/,
    bring: async (stage, vm) => {
      await stage.tenant.vm(vm);
      await takeFromOutside(stage, vm, "vnc");
      return stage.visit("use", screenOf(stage, vm));
    },
  },
  evicted: {
    heading: /^Somebody else has taken this console$/,
    bring: evict,
  },
  /** For the three seconds in which the list is asked what the cut was. */
  settling: {
    heading: /^The machine’s side closed the console$/,
    bring: evict,
  },
  "session-ended": {
    heading: /^Your session has ended$/,
    bring: async (stage, vm) => {
      const page = await openConsole(stage, vm);
      await signOutInAnotherTab(page, `/${stage.tenant.namespace}/vms`, /use\./);
      return page;
    },
  },
  forbidden: {
    heading: /^Your role may not open this console$/,
    bring: async (stage, vm) => {
      await stage.tenant.vm(vm);
      return stage.visit("view", screenOf(stage, vm));
    },
  },
  "no-graphics": { heading: /has no screen$/, bring: refusing(400, "No graphics devices are present.") },
  "no-serial": {
    heading: /has no serial line$/,
    bring: async (stage, vm) => {
      await stage.tenant.vm(vm);
      stage.wire.fault(upgradeOf(vm), answersStatus(400, "BadRequest", "No serial consoles are present."));
      return stage.visit("use", screenOf(stage, vm, "serial"));
    },
  },
  "permission-lost": {
    heading: /^Your permission for this console was withdrawn$/,
    isForAll: true,
    bring: async (stage, vm) => {
      const page = await openConsole(stage, vm);
      const { namespace } = stage.tenant;
      const bindings = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`;
      await stage.cluster.delete(`${bindings}/cozy:tenant:use`);
      return page;
    },
  },
  restarting: {
    heading: /is starting$/,
    bring: async (stage, vm) => {
      const page = await openConsole(stage, vm);
      await restart(stage, vm);
      return page;
    },
  },
  moved: {
    heading: /has moved$/,
    bring: async (stage, vm) => {
      const page = await openConsole(stage, vm);
      await migrate(stage, vm);
      return page;
    },
  },
} as const satisfies Record<string, State>;

export type ConsoleStateName = keyof typeof consoleStates;
