import type { Person, WayIn } from "../../cloud-init/people.ts";
import { mergedPreview } from "../../cloud-init/preview.ts";
import { cloudInitLimitBytes } from "../../cloud-init/user-data.ts";

/** What a shell takes as a name without asking what is meant. */
const userName = /^[a-zA-Z_][\w.-]{0,31}$/;

const byKey: readonly WayIn[] = ["ownKeys", "importedKeys"];
const hasKey = ({ ways }: Person): boolean => ways.some((way) => byKey.includes(way));

/** What a template fills in is not known, but seldom is a name. */
const template = /^## template: ?jinja\s*\n/i;

/** Nothing that the form or the image adds: only what the text itself says counts. */
const alone = {
  sshKeys: [],
  loginUser: null,
  family: "other",
  ports: "none",
  limitBytes: cloudInitLimitBytes,
} as const;

/**
 * Whom cloud-init gives a key: the first user of its own that has one, or the name it gives the image's user; null leaves the image's.
 * Read as the editor's preview reads it. Of user data, which is a secret, nothing else comes out of here.
 */
export const cloudInitUser = (userData: string): string | null => {
  const { people } = mergedPreview(userData.replace(template, ""), alone, "");
  if (!people) return null;
  const known = people.filter(({ name }) => name !== null && userName.test(name));
  const own = known.find((person) => !person.isImages && person.name !== "root" && hasKey(person));
  if (own) return own.name;
  // Root gets the image's keys too, where somebody allows it; who comes in is still the image's user.
  const isImages = people.some((person) => person.isImages);
  return known.find((person) => person.isImages || (!isImages && hasKey(person)))?.name ?? null;
};
