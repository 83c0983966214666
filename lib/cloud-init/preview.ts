import { stringify } from "yaml";
import { vmReleasePrefix } from "../resources/names.ts";
import type { UserDataContext } from "./finding.ts";
import { configOf } from "./lint/cloud-config.ts";
import { hasImagesUser, type Person, peopleOf, rootHasKeys, textOr } from "./people.ts";
import { kindOf } from "./user-data.ts";

/** Where the form's keys end up: with the image's user, with root alone, with nobody, or nobody can tell from here; keys of messages `cloudInit.preview.keys`. */
export const keysEnds = ["noKeys", "imagesUser", "root", "cutOff", "unknown"] as const;
export type KeysEnd = (typeof keysEnds)[number];

export type MergedPreview = {
  /** What lies on the machine's configuration disk as `user-data`; `none`: there is no such disk. */
  userData: { text: string; from: "typed" | "platform" | "none" };
  /** What lies beside it as `meta-data`: the machine's name, and the form's keys. */
  metaData: string;
  /** As the machine calls itself after its first boot; null where a template or several parts may say otherwise. */
  hostname: string | null;
  /** Who is there after the first boot; null where that cannot be told from here. */
  people: readonly Person[] | null;
  formKeys: KeysEnd;
  /** cloud-init cannot read what was typed and does nothing of it. */
  isDiscarded: boolean;
};

/**
 * What the guest gets of what was typed and of the form. The platform puts keys into the metadata (accessCredentials, propagation noCloud)
 * and leaves user data as it is; without any it writes a minimal one (packages/apps/vm-instance/templates/secret.yaml).
 */
export const mergedPreview = (text: string, context: UserDataContext, name: string): MergedPreview => {
  const { sshKeys } = context;
  const isTyped = text !== "";
  const hasDisk = isTyped || sshKeys.length > 0;
  const own = hostnameOf(name);
  const minimal = `#cloud-config\n${stringify({ ssh_authorized_keys: [...sshKeys] }, { lineWidth: 0 })}`;
  const seen = readOf(text, context);
  return {
    userData: {
      text: isTyped ? text : hasDisk ? minimal : "",
      from: isTyped ? "typed" : hasDisk ? "platform" : "none",
    },
    metaData: hasDisk ? metaDataOf(own, sshKeys) : "",
    hostname: seen === "unknown" ? null : (hostnameIn(seen) ?? own),
    people: seen === "unknown" ? null : peopleOf(seen === "discarded" ? {} : seen, context),
    formKeys: keysEnd(seen, context),
    isDiscarded: seen === "discarded",
  };
};

type Seen = Readonly<Record<string, unknown>> | "discarded" | "unknown";

const readOf = (text: string, { family }: UserDataContext): Seen => {
  if (family === "talos" || family === "windows" || family === "proxmox") return "unknown";
  switch (kindOf(text)) {
    case "empty":
    case "script":
    case "boothook":
      return {};
    case "unknown":
      return "discarded";
    case "cloud-config": {
      const { found, config, isWhole } = configOf(text);
      if (!isWhole) return "unknown";
      if (config && !found.some(({ rule }) => rule === "secondDocument" || rule === "tab" || rule === "yamlTag"))
        return config.value;
      return found.some(({ severity }) => severity === "error") ? "discarded" : {};
    }
    default:
      return "unknown";
  }
};

/** KubeVirt names a guest after its VirtualMachine, up to the first dot (pkg/network/dns, SanitizeHostname). */
const hostnameOf = (name: string): string => `${vmReleasePrefix}${name}`.split(".", 1)[0]?.slice(0, 63) ?? "";

const hostnameIn = (seen: Exclude<Seen, "unknown">): string | null => {
  if (seen === "discarded" || seen.preserve_hostname === true) return null;
  const [hostname, fqdn] = [textOr(seen.hostname), textOr(seen.fqdn)];
  if (seen.prefer_fqdn_over_hostname === true) return fqdn ?? hostname;
  return hostname ?? fqdn?.split(".", 1)[0] ?? null;
};

const metaDataOf = (hostname: string, sshKeys: readonly string[]): string =>
  stringify(
    {
      "local-hostname": hostname,
      ...(sshKeys.length > 0 && { "public-keys": Object.fromEntries(sshKeys.map((key, at) => [`key${at}`, key])) }),
    },
    { lineWidth: 0 },
  );

const keysEnd = (seen: Seen, { sshKeys }: UserDataContext): KeysEnd => {
  if (sshKeys.length === 0) return "noKeys";
  if (seen === "unknown") return "unknown";
  if (seen === "discarded" || hasImagesUser(seen)) return "imagesUser";
  return rootHasKeys(seen) ? "root" : "cutOff";
};
