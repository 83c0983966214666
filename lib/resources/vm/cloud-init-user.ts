import { parse } from "yaml";
import * as z from "zod";

/** What a shell takes as a name without asking what is meant. */
const userName = z.string().regex(/^[a-zA-Z_][\w.-]{0,31}$/);

const keys = z.union([z.string().min(1), z.array(z.string()).min(1)]);
const userWithKey = z
  .object({
    name: userName,
    ssh_authorized_keys: keys.optional().catch(undefined),
    "ssh-authorized-keys": keys.optional().catch(undefined),
    ssh_import_id: keys.optional().catch(undefined),
  })
  .refine((user) => user.ssh_authorized_keys ?? user["ssh-authorized-keys"] ?? user.ssh_import_id)
  .transform(({ name }) => name);

const config = z.object({
  users: z.array(z.unknown()).catch([]).default([]),
  /** Another name for the user that the image comes with. */
  user: z
    .union([userName, z.object({ name: userName }).transform(({ name }) => name)])
    .nullish()
    .catch(null),
});

const isCloudConfig = (text: string): boolean => /^(?:## template:[^\n]*\n)?#cloud-config\s*(?:\n|$)/.test(text);

/**
 * Whom cloud-init gives a key: the first user of its own that has one, or the name it gives the image's user; null leaves the image's.
 * Of user data, which is a secret, nothing else comes out of here.
 * https://cloudinit.readthedocs.io/en/latest/reference/modules.html#users-and-groups
 */
export const cloudInitUser = (userData: string): string | null => {
  if (!isCloudConfig(userData)) return null;
  const read = config.safeParse(yamlOf(userData)).data;
  if (!read) return null;
  for (const entry of read.users) {
    const user = userWithKey.safeParse(entry);
    if (user.success) return user.data;
  }
  return read.user ?? null;
};

const yamlOf = (text: string): unknown => {
  try {
    return parse(text, { logLevel: "silent", maxAliasCount: 50 });
  } catch {
    return null;
  }
};
