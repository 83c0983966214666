import type { Finding, UserDataContext } from "./finding.ts";
import { lintUserData } from "./lint.ts";
import { cloudInitLimitBytes } from "./user-data.ts";

export const context: UserDataContext = {
  sshKeys: ["ssh-ed25519 AAAA me"],
  loginUser: "ubuntu",
  family: "ubuntu",
  ports: [22],
  limitBytes: cloudInitLimitBytes,
};
export const lint = (text: string, over: Partial<UserDataContext> = {}) => lintUserData(text, { ...context, ...over });
export const said = (findings: readonly Finding[]) => findings.map(({ rule, line }) => `${rule}:${line}`);
export const config = (...lines: string[]) => ["#cloud-config", ...lines, ""].join("\n");

/** What a text is after its fix. */
export const fixed = (text: string, finding: Finding | undefined): string =>
  [...(finding?.fix?.changes ?? [])]
    .sort((one, other) => other.from - one.from)
    .reduce((before, { from, to, insert }) => before.slice(0, from) + insert + before.slice(to), text);
