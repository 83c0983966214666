import { streamFormat } from "./api/stream-events.ts";
import type { SignInProblem } from "./sign-in.ts";

/** Every address inside the app, written once. Segments are encoded; names are Kubernetes names, so this rarely changes them. */

const part = encodeURIComponent;

export type VmTab = "overview" | "console";

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
  vmNew: (tenant: string) => `/${part(tenant)}/vms-new`,
  access: (tenant: string) => `/${part(tenant)}/access`,
  /** The machines of all tenants. */
  fleet: () => "/fleet",
  vm: (tenant: string, name: string, tab: VmTab = "overview") =>
    tab === "overview" ? `/${part(tenant)}/vms/${part(name)}` : `/${part(tenant)}/vms/${part(name)}/${tab}`,
  screen: (tenant: string, name: string, kind: "vnc" | "serial" = "vnc") =>
    `/screen/${part(tenant)}/${part(name)}${kind === "serial" ? "?kind=serial" : ""}`,
} as const;

export type WantedList = { tenant: string; have: { epoch: string; version: number } | null };

/** The same page of another tenant; one of a single machine leads to the list there, for it has no such machine. */
export const samePlace = (pathname: string, tenant: string): string => {
  const [, , place] = pathname.split("/");
  if (place === undefined) return paths.overview(tenant);
  if (place === "activity") return paths.activity(tenant);
  return place === "access" ? paths.access(tenant) : paths.vms(tenant);
};

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
  power: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/power`,
  consoleTickets: (tenant: string, name: string) => `/api/v1/tenants/${part(tenant)}/vms/${part(name)}/console-tickets`,
  consoleSocket: (kind: "vnc" | "serial") => `/ws/console/${kind}`,
} as const;
