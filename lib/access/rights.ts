import type { Attributes } from "./rules.ts";

/** Cozystack's roles of a tenant, each with all that the ones before it have (platform-api.md 3.3). */
export const stockRoles = ["view", "use", "admin", "super-admin"] as const;
export type StockRole = (typeof stockRoles)[number];

type RightFacts = {
  /** Every one must be granted. */
  asks: readonly [Attributes, ...Attributes[]];
  /** The lowest stock role that has it; null: only the operator of the cloud can grant it. */
  role: StockRole | null;
  /** Platforms before Cozystack 1.5 give it to no role, which takes nothing from who has the role. */
  isRecent?: true;
};

const apps = (verb: string, resource: string): Attributes => ({ verb, group: "apps.cozystack.io", resource });
const core = (verb: string, resource: string): Attributes => ({ verb, group: "", resource });
const kubevirt = (verb: string, resource: string): Attributes => ({ verb, group: "kubevirt.io", resource });
const sub = (
  verb: string,
  resource: "virtualmachines" | "virtualmachineinstances",
  subresource: string,
): Attributes => ({
  verb,
  group: "subresources.kubevirt.io",
  resource,
  subresource,
});
const instance = "virtualmachineinstances";
const machine = "virtualmachines";

const facts = {
  list: { asks: [apps("list", "vminstances")], role: "view" },
  listDisks: { asks: [apps("list", "vmdisks")], role: "view" },
  readEvents: { asks: [core("list", "events")], role: "view" },
  readAddresses: { asks: [core("list", "services")], role: "view" },
  readPods: { asks: [core("list", "pods")], role: "view" },
  readQuota: { asks: [core("list", "resourcequotas")], role: "view" },

  // Consoles are `get` and power is `update` of a subresource.
  vnc: { asks: [sub("get", instance, "vnc")], role: "use" },
  serial: { asks: [sub("get", instance, "console")], role: "use" },
  portForward: { asks: [sub("get", instance, "portforward")], role: "use" },
  start: { asks: [sub("update", machine, "start")], role: "use", isRecent: true },
  stop: { asks: [sub("update", machine, "stop")], role: "use", isRecent: true },
  restart: { asks: [sub("update", machine, "restart")], role: "use", isRecent: true },

  /** Read VirtualMachines, so that states are read and not inferred. */
  readStatus: { asks: [kubevirt("list", machine)], role: "admin" },
  create: { asks: [apps("create", "vminstances")], role: "admin" },
  update: { asks: [apps("patch", "vminstances")], role: "admin" },
  delete: { asks: [apps("delete", "vminstances")], role: "admin" },
  createDisk: { asks: [apps("create", "vmdisks")], role: "admin" },
  updateDisk: { asks: [apps("patch", "vmdisks")], role: "admin" },
  deleteDisk: { asks: [apps("delete", "vmdisks")], role: "admin" },

  createTenant: { asks: [apps("create", "tenants")], role: "super-admin" },

  readInstances: { asks: [kubevirt("list", instance)], role: null },
  pause: { asks: [sub("update", instance, "pause")], role: null },
  unpause: { asks: [sub("update", instance, "unpause")], role: null },
  softReboot: { asks: [sub("update", instance, "softreboot")], role: null },
  reset: { asks: [sub("update", instance, "reset")], role: null },
  migrate: { asks: [sub("update", machine, "migrate")], role: null },
  guestInfo: { asks: [sub("get", instance, "guestosinfo")], role: null },
  guestUsers: { asks: [sub("get", instance, "userlist")], role: null },
  guestFilesystems: { asks: [sub("get", instance, "filesystemlist")], role: null },
  // kube-apiserver asks for the first part, virt-api for the whole: one without the other is refused (platform-api.md 3.3).
  screenshot: { asks: [sub("get", instance, "vnc"), sub("get", instance, "vnc/screenshot")], role: null },
  hotplug: { asks: [sub("update", machine, "addvolume"), sub("update", machine, "removevolume")], role: null },
  snapshot: {
    asks: [{ verb: "create", group: "snapshot.kubevirt.io", resource: "virtualmachinesnapshots" }],
    role: null,
  },
  upload: {
    asks: [{ verb: "create", group: "upload.cdi.kubevirt.io", resource: "uploadtokenrequests" }],
    role: null,
  },
} as const satisfies Record<string, RightFacts>;

/** One thing that somebody may or may not do in a tenant. */
export type Right = keyof typeof facts;

/** What each right is called in the cluster, and who has it on a platform as shipped. */
export const rights: Readonly<Record<Right, RightFacts>> = facts;

// Object.keys widens to string; these are the keys of a constant.
export const allRights = Object.keys(facts) as Right[];

/** Subresources in two parts, which reviews decide: rules would say yes to someone whom one of the two servers refuses. */
export const isTwoPart = (right: Right): boolean =>
  rights[right].asks.some(({ subresource }) => subresource?.includes("/"));

/** The lowest stock role that may do this; null: none may; undefined: nothing is known of it here. Roles give `get` with `list`. */
export const roleFor = ({ verb, group, resource, subresource = "" }: Attributes): StockRole | null | undefined => {
  const verbs = verb === "get" && subresource === "" ? ["get", "list"] : [verb];
  const isMeant = (ask: Attributes) =>
    verbs.includes(ask.verb) &&
    ask.group === group &&
    ask.resource === resource &&
    (ask.subresource ?? "") === subresource;
  return allRights.map((right) => rights[right]).find(({ asks }) => asks.some(isMeant))?.role;
};

/** `get virtualmachineinstances/vnc`: for the person who grants it. */
export const askText = ({ verb, resource, subresource }: Attributes): string =>
  `${verb} ${resource}${subresource ? `/${subresource}` : ""}`;
