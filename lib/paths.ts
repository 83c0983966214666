import type { SignInProblem } from "./sign-in.ts";

/** Every address of a page, written once (those of the server's data are in `api/paths.ts`). Segments are encoded; names are Kubernetes names, so this rarely changes them. */

const part = encodeURIComponent;

export type VmTab = "overview" | "console" | "disks" | "network" | "access" | "activity" | "manifest";

export const paths = {
  home: () => "/",
  signIn: (returnTo?: string, problem?: SignInProblem) => {
    const query = new URLSearchParams({
      ...(problem && { problem }),
      ...(returnTo && returnTo !== "/" && { returnTo }),
    });
    return query.size > 0 ? `/sign-in?${query}` : "/sign-in";
  },
  /** Where signing in again in a window of its own ends: it tells the others and closes itself. */
  signedIn: () => "/sign-in/done",
  /** After signing out; `state` is what the browser was told then, so that nobody else's link says so. */
  signedOut: (state: string) => `/sign-in?state=${part(state)}`,
  overview: (tenant: string) => `/${part(tenant)}`,
  /** `vm`: only what happened to that machine. */
  activity: (tenant: string, vm?: string) => `/${part(tenant)}/activity${vm ? `?vm=${part(vm)}` : ""}`,
  vms: (tenant: string) => `/${part(tenant)}/vms`,
  /** `image`: what the machine is to start from. */
  vmNew: (tenant: string, image?: string) => `/${part(tenant)}/vms-new${image ? `?image=${part(image)}` : ""}`,
  /** `like`: the machine that the new one is to be like. */
  vmLike: (tenant: string, like: string) => `/${part(tenant)}/vms-new?like=${part(like)}`,
  /** The serial consoles of several machines, side by side. */
  consoles: (tenant: string, vms: readonly string[] = []) => {
    const query = new URLSearchParams(vms.map((name) => ["vm", name]));
    return `/${part(tenant)}/consoles${query.size > 0 ? `?${query}` : ""}`;
  },
  disks: (tenant: string) => `/${part(tenant)}/disks`,
  disk: (tenant: string, name: string) => `/${part(tenant)}/disks/${part(name)}`,
  /** `copyOf`: the disk it is to be a copy of. */
  diskNew: (tenant: string, copyOf?: string) => `/${part(tenant)}/disks-new${copyOf ? `?copy=${part(copyOf)}` : ""}`,
  /** Images, sizes and profiles. */
  images: (tenant: string) => `/${part(tenant)}/images`,
  access: (tenant: string) => `/${part(tenant)}/access`,
  /** The machines of all tenants. */
  fleet: () => "/fleet",
  vm: (tenant: string, name: string, tab: VmTab = "overview") =>
    tab === "overview" ? `/${part(tenant)}/vms/${part(name)}` : `/${part(tenant)}/vms/${part(name)}/${tab}`,
  /** A machine as YAML, or an object that belongs to it: `VirtualMachine/vm-instance-web`. */
  vmManifest: (tenant: string, name: string, object: string | null) =>
    `/${part(tenant)}/vms/${part(name)}/manifest${object ? `?${new URLSearchParams({ object })}` : ""}`,
  /** A console as a part of the machine's page. `watch`: somebody has just asked for its start, and wants to see it. */
  vmConsole: (tenant: string, name: string, kind: "vnc" | "serial" = "vnc", watch = false) => {
    const query = new URLSearchParams({ ...(kind === "serial" && { kind }), ...(watch && { watch: "boot" }) });
    return `/${part(tenant)}/vms/${part(name)}/console${query.size > 0 ? `?${query}` : ""}`;
  },
  /** `view`: `only` opens it without a keyboard, `full` with one; without it the person's role decides. */
  screen: (tenant: string, name: string, kind: "vnc" | "serial" = "vnc", view: "only" | "full" | null = null) => {
    const query = new URLSearchParams({ ...(kind === "serial" && { kind }), ...(view && { view }) });
    return `/screen/${part(tenant)}/${part(name)}${query.size > 0 ? `?${query}` : ""}`;
  },
} as const;

/** The same page of another tenant; one of a single machine leads to the list there, for it has no such machine. */
export const samePlace = (pathname: string, tenant: string): string => {
  const [, , place] = pathname.split("/");
  if (place === undefined) return paths.overview(tenant);
  if (place === "activity") return paths.activity(tenant);
  if (place === "images") return paths.images(tenant);
  if (place === "disks" || place === "disks-new") return paths.disks(tenant);
  return place === "access" ? paths.access(tenant) : paths.vms(tenant);
};
