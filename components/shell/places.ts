import { Activity, KeyRound, LayoutDashboard, type LucideIcon, Monitor } from "lucide-react";
import { paths } from "#lib/paths.ts";

type Place = {
  href: string;
  /** Its name in messages `shell`. */
  label: "overview" | "place" | "activity" | "access";
  Icon: LucideIcon;
  /** Every other place lies below its address. */
  exact?: true;
};

/** The places of a tenant, in the order of the rail and of the phone's bar. */
export const placesOf = (tenant: string): Place[] => [
  { href: paths.overview(tenant), label: "overview", Icon: LayoutDashboard, exact: true },
  { href: paths.vms(tenant), label: "place", Icon: Monitor },
  { href: paths.activity(tenant), label: "activity", Icon: Activity },
  { href: paths.access(tenant), label: "access", Icon: KeyRound },
];
