/** Keys of messages `problems.rules` that the create input can break. */
export const createRules = [
  "required",
  "nameRequired",
  "nameFormat",
  "nameTooLong",
  "nameTaken",
  "unknownChoice",
  "typeTooSmall",
  "sizeTooSmall",
  "sizeTooLarge",
  "sshKeyInvalid",
  "sshKeyPrivate",
  "tooMany",
  "portsEmpty",
  "portRange",
  "portDuplicate",
] as const;
export type CreateRule = (typeof createRules)[number];
