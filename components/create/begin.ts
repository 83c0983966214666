import { sshKeyIdentity } from "#lib/create/ssh-key.ts";
import { type Draft, draftOf } from "./draft.ts";
import type { Pattern } from "./pattern.ts";

/** The form as it begins like a machine. A key of it that the library has under another comment is the library's. */
export const likeDraft = ({ like, input }: Pattern, blank: Draft, library: readonly string[]): Draft => {
  const known = new Map(library.map((key) => [sshKeyIdentity(key), key]));
  const sshKeys = input.sshKeys.map((key) => known.get(sshKeyIdentity(key)) ?? key);
  return { ...draftOf({ ...input, sshKeys }, blank, library), like, hasOwnName: true, hasProfile: true };
};
