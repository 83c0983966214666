import { Activity, Disc3, HardDrive, KeyRound, Layers, LayoutDashboard, type LucideIcon, Monitor } from "lucide-react";
import { paths } from "#lib/paths.ts";

type Place = {
  href: string;
  /** Its name in messages `shell`. */
  label: "overview" | "place" | "disks" | "images" | "activity" | "access" | "fleet";
  Icon: LucideIcon;
  /** Every other place lies below its address. */
  exact?: true;
  /** Where there is room for five only, these go first, the rarest of all before the others; the palette leads there. */
  rare?: 1 | 2;
};

/** The places of a tenant, in the order of the rail and of the phone's bar; for who sees several tenants, all of them together, too. */
export const placesOf = (tenant: string, tenants: readonly unknown[] | null): Place[] => [
  { href: paths.overview(tenant), label: "overview", Icon: LayoutDashboard, exact: true },
  { href: paths.vms(tenant), label: "place", Icon: Monitor },
  { href: paths.disks(tenant), label: "disks", Icon: HardDrive, rare: 1 },
  { href: paths.images(tenant), label: "images", Icon: Disc3, rare: 2 },
  { href: paths.activity(tenant), label: "activity", Icon: Activity },
  { href: paths.access(tenant), label: "access", Icon: KeyRound },
  ...(tenants && tenants.length > 1 ? [{ href: paths.fleet(), label: "fleet" as const, Icon: Layers }] : []),
];
