import { isMap } from "yaml";
import type { Fix, Found, UserDataContext } from "../finding.ts";
import { type Config, isRecord, itemsOf } from "./config.ts";
import { nodeAt, placeOf } from "./place.ts";
import { madeUsers } from "./users.ts";

/** What goes wrong with `write_files`, which runs before users exist and before /tmp is emptied. */
export const fileFindings = (config: Config, context: UserDataContext): Found[] => {
  const late = new Set(madeUsers(config, context));
  return itemsOf(config.value.write_files).flatMap((file, at): Found[] => {
    if (!isRecord(file)) return [];
    const place = (key: string) => placeOf(config, ["write_files", at, key], "value");
    const found: Found[] = [];
    const { path, permissions, owner, defer } = file;
    if (typeof permissions === "string" && !/^(0o)?[0-7]{1,4}$/.test(permissions))
      found.push({ rule: "permissionsUnreadable", severity: "error", ...place("permissions") });
    const user = typeof owner === "string" ? (owner.split(":")[0] ?? "") : "";
    if (defer !== true && late.has(user))
      found.push({
        rule: "ownerTooEarly",
        severity: "error",
        ...place("owner"),
        values: { user },
        fix: defer === undefined ? deferred(config, at) : undefined,
      });
    if (typeof path === "string" && /^\/(var\/)?tmp(\/|$)/.test(path))
      found.push({ rule: "fileInTmp", severity: "warning", ...place("path") });
    return found;
  });
};

/** `defer: true` in front of the file's first key. */
const deferred = (config: Config, at: number): Fix | undefined => {
  const { text } = config;
  const file = nodeAt(config, ["write_files", at])?.value;
  if (!isMap(file) || !file.range) return undefined;
  const from = file.range[0];
  const indent = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  if (file.flow) return { id: "defer", changes: [{ from: from + 1, to: from + 1, insert: "defer: true, " }] };
  return /^[ -]*$/.test(indent)
    ? { id: "defer", changes: [{ from, to: from, insert: `defer: true\n${" ".repeat(indent.length)}` }] }
    : undefined;
};
