import { isSeq } from "yaml";
import type { Fix, Found, UserDataContext } from "../finding.ts";
import { hasImagesUser, peopleOf, rootHasKeys } from "../people.ts";
import { type Config, isRecord, itemsOf } from "./config.ts";
import { nodeAt, placeOf } from "./place.ts";

/**
 * A list of users without `default`: the image's user is not made, and the form's keys, which go to that one, go to nobody.
 * https://cloudinit.readthedocs.io/en/latest/reference/modules.html#users-and-groups
 */
export const userFindings = (config: Config, context: UserDataContext): Found[] => {
  if (hasImagesUser(config.value)) return [];
  const { sshKeys, loginUser } = context;
  const isLockedOut = sshKeys.length > 0 && peopleOf(config.value, context).every(({ ways }) => ways.length === 0);
  return [
    {
      rule: isLockedOut ? "usersLockedOut" : "usersWithoutDefault",
      severity: isLockedOut ? "error" : "warning",
      ...placeOf(config, ["users"], "key"),
      values: { user: loginUser ?? "", keys: rootHasKeys(config.value) ? 0 : sshKeys.length },
      fix: addDefault(config),
    },
  ];
};

const addDefault = (config: Config): Fix | undefined => {
  const { text } = config;
  const list = nodeAt(config, ["users"])?.value;
  if (!isSeq(list) || !list.range) return undefined;
  const from = list.range[0];
  if (list.flow) {
    const insert = list.items.length > 0 ? "default, " : "default";
    return { id: "addDefault", changes: [{ from: from + 1, to: from + 1, insert }] };
  }
  const indent = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  return /^ *$/.test(indent)
    ? { id: "addDefault", changes: [{ from, to: from, insert: `- default\n${indent}` }] }
    : undefined;
};

/** Names that exist only once cloud-init has made users, which it does after it has written files. */
export const madeUsers = ({ value }: Config, { loginUser }: UserDataContext): string[] => {
  const named = itemsOf(value.users).flatMap((one) =>
    isRecord(one) && typeof one.name === "string" ? [one.name] : [],
  );
  const renamed = isRecord(value.user) ? value.user.name : value.user;
  return [...named, loginUser, renamed].filter((name): name is string => typeof name === "string" && name !== "");
};
