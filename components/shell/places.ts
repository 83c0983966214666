import { Activity, Disc3, HardDrive, KeyRound, Layers, LayoutDashboard, type LucideIcon, Monitor } from "lucide-react";
import { paths } from "#lib/paths.ts";

export type Place = {
  href: string;
  /** Its name in messages `shell`. */
  label: "overview" | "place" | "disks" | "images" | "activity" | "access" | "fleet";
  Icon: LucideIcon;
  /** Every other place lies below its address. */
  exact?: true;
  /** On a phone, where there is room for five, it stands behind "More". */
  aside?: true;
};

/** The places of a tenant, in the order of the rail and of the phone's bar; for who sees several tenants, all of them together, too. */
export const placesOf = (tenant: string, tenants: readonly unknown[] | null): Place[] => [
  { href: paths.overview(tenant), label: "overview", Icon: LayoutDashboard, exact: true },
  { href: paths.vms(tenant), label: "place", Icon: Monitor },
  { href: paths.disks(tenant), label: "disks", Icon: HardDrive },
  { href: paths.images(tenant), label: "images", Icon: Disc3, aside: true },
  { href: paths.activity(tenant), label: "activity", Icon: Activity },
  { href: paths.access(tenant), label: "access", Icon: KeyRound, aside: true },
  ...(tenants && tenants.length > 1
    ? [{ href: paths.fleet(), label: "fleet" as const, Icon: Layers, aside: true as const }]
    : []),
];
