import { osOf } from "../vm/os.ts";
import type { OsFamily } from "../vm/view.ts";

/** What is to be known of a profile before one takes it, each a key of messages `images.profile.badge`. */
export type ProfileBadge = "recommended" | "endOfLife" | "beta";

/** The provider's guide; by the base of a profile's name, whatever its variant. */
const badges: readonly [base: string, badge: ProfileBadge][] = [
  ["ubuntu", "recommended"],
  ["centos.7", "endOfLife"],
  ["centos.stream8", "endOfLife"],
  ["rhel.7", "endOfLife"],
  ["windows.2k16", "endOfLife"],
  ["rhel.10", "beta"],
];

/** Ends of profiles' names that say how they differ from the one without, each a key of messages `images.profile.variant`. */
const profileVariants = ["desktop", "virtio", "dpdk", "realtime", "arm64", "s390x"] as const;
export type ProfileVariant = (typeof profileVariants)[number];

export type ProfileWords = { family: OsFamily; badge: ProfileBadge | null; variant: ProfileVariant | null };

/** What a profile's name tells whoever knows the names of common-instancetypes. */
export const profileWords = (name: string): ProfileWords => ({
  family: osOf(null, name).family,
  badge: badges.find(([base]) => name === base || name.startsWith(`${base}.`))?.[1] ?? null,
  variant: profileVariants.find((variant) => name.endsWith(`.${variant}`)) ?? null,
});
