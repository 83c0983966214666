import { isSeq } from "yaml";
import type { Fix, Found, UserDataContext } from "../finding.ts";
import { type Config, isRecord, itemsOf } from "./config.ts";
import { nodeAt, placeOf } from "./place.ts";

/**
 * A list of users without `default`: the image's user is not made, and the form's keys, which go to that one, go to nobody.
 * https://cloudinit.readthedocs.io/en/latest/reference/modules.html#users-and-groups
 */
export const userFindings = (config: Config, { sshKeys, loginUser }: UserDataContext): Found[] => {
  const users = usersOf(config.value.users);
  if (!users || users.includes("default")) return [];
  const isLockedOut = sshKeys.length > 0 && !users.some(hasWayIn) && !hasPassword(config);
  return [
    {
      rule: isLockedOut ? "usersLockedOut" : "usersWithoutDefault",
      severity: isLockedOut ? "error" : "warning",
      ...placeOf(config.text, config.document, ["users"], "key"),
      values: { user: loginUser ?? "", keys: sshKeys.length },
      fix: addDefault(config),
    },
  ];
};

/** As cloud-init reads them: a list, or names in one text; null where nothing says who is made. */
export const usersOf = (users: unknown): readonly unknown[] | null => {
  if (Array.isArray(users)) return users.flatMap((one) => (typeof one === "string" ? one.split(",").map(trim) : [one]));
  if (typeof users === "string") return users.split(",").map(trim);
  return isRecord(users) ? Object.keys(users) : null;
};

const trim = (name: string): string => name.trim();

/** Each may be written with dashes, too. */
const waysIn = ["ssh_authorized_keys", "ssh_import_id", "passwd", "hashed_passwd", "plain_text_passwd"];

const hasWayIn = (user: unknown): boolean =>
  isRecord(user) && waysIn.some((key) => !isNothing(user[key]) || !isNothing(user[key.replaceAll("_", "-")]));

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

const hasPassword = ({ value }: Config): boolean => isRecord(value.chpasswd) || typeof value.chpasswd === "string";

const addDefault = ({ text, document }: Config): Fix | undefined => {
  const list = nodeAt(document, ["users"])?.value;
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
