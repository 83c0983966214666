/** Keys of messages `problems.rules` that the create input can break. */
export const createRules = [
  "required",
  "name-required",
  "name-format",
  "name-too-long",
  "name-taken",
  "image-unknown",
  "type-unknown",
  "type-too-small",
  "profile-unknown",
  "disk-too-small",
  "disk-too-large",
  "storage-class-unknown",
  "ssh-key-format",
  "ssh-key-private",
  "too-many-keys",
  "ports-empty",
  "ports-too-many",
  "port-range",
  "port-duplicate",
] as const;
export type CreateRule = (typeof createRules)[number];
