import type { ObjectRef } from "../manifest/related.ts";
import { streamFormat } from "./stream-events.ts";

const part = encodeURIComponent;

export type WantedList = { tenant: string; have: { epoch: string; version: number } | null };

/** Addresses of the product's own server, relative to its origin. */
export const api = {
  signIn: (returnTo?: string) => (returnTo ? `/auth/sign-in?returnTo=${part(returnTo)}` : "/auth/sign-in"),
  backChannelLogout: () => "/auth/back-channel-logout",
  tokenSignIn: () => "/auth/token",
  signOut: () => "/auth/sign-out",
  me: () => "/api/v1/me",
  tenants: () => "/api/v1/tenants",
  /**
   * `scope`: for whom the asking page was made. `have`: what is known of a list already. `once`: an answer that ends; `brief`: and the
   * lists are not asked for again soon.
   */
  stream: (scope: string, lists: readonly WantedList[], once?: "again" | "brief") => {
    const wanted = lists.map(({ tenant, have }) => ["list", have ? `${tenant}@${have.epoch}.${have.version}` : tenant]);
    return `/api/v1/stream?${new URLSearchParams([["format", streamFormat], ["scope", scope], ...(once ? [["once", once]] : []), ...wanted])}`;
  },
  access: (tenant: string) => `/api/v1/tenants/${part(tenant)}/access`,
  catalogue: (tenant: string) => `/api/v1/tenants/${part(tenant)}/catalogue`,
  quota: (tenant: string) => `/api/v1/tenants/${part(tenant)}/quota`,
  /** With the version one has, no answer means: still the same. */
  activity: (tenant: string, known?: string) =>
    `/api/v1/tenants/${part(tenant)}/activity${known ? `?known=${part(known)}` : ""}`,
  vms: (tenant: string) => `/api/v1/tenants/${part(tenant)}/vms`,
  vm: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}`,
  /** A machine as YAML. `open`: with its secrets, which is a deed of its own. */
  manifest: (tenant: string, name: string, open = false) =>
    `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/manifest${open ? "?secrets=shown" : ""}`,
  /** What belongs to a machine, as YAML. */
  object: (tenant: string, { kind, name }: ObjectRef, open = false) =>
    `/api/v1/tenants/${part(tenant)}/objects/${kind}/${part(name)}${open ? "?secrets=shown" : ""}`,
  /** With the version one has, no answer means: still the same. */
  disks: (tenant: string, known?: string) =>
    `/api/v1/tenants/${part(tenant)}/disks${known ? `?known=${part(known)}` : ""}`,
  disk: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/disks/${part(name)}`,
  /** Create plans that were not finished. */
  runs: (tenant: string) => `/api/v1/tenants/${part(tenant)}/runs`,
  run: (tenant: string, run: string, vm: string) =>
    `/api/v1/tenants/${part(tenant)}/runs/${part(run)}?${new URLSearchParams({ vm })}`,
  resumeRun: (tenant: string, run: string) => `/api/v1/tenants/${part(tenant)}/runs/${part(run)}/resume`,
  cleanUpRun: (tenant: string, run: string) => `/api/v1/tenants/${part(tenant)}/runs/${part(run)}/clean-up`,
  /** What of a machine can be changed. */
  settings: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/settings`,
  /** The text of its cloud-init; each reading is recorded. */
  cloudInit: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/cloud-init`,
  /** What people wrote about a machine. */
  notes: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/notes`,
  /** What the guest agent says. */
  guest: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/guest`,
  deletion: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/deletion`,
  power: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/power`,
  portChecks: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/port-checks`,
  consoleTickets: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/console-tickets`,
  /** Who is on them. */
  consoles: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/consoles`,
  consoleSocket: (kind: "vnc" | "serial") => `/ws/console/${kind}`,
  watchSocket: (use: "watch" | "show", kind: "vnc" | "serial") => `/ws/${use}/${kind}`,
} as const;
