import { stringify } from "yaml";
import { vmReleasePrefix } from "../resources/names.ts";
import type { UserDataContext } from "./finding.ts";
import { configOf } from "./lint/cloud-config.ts";
import { isRecord, itemsOf } from "./lint/config.ts";
import { usersOf } from "./lint/users.ts";
import { kindOf } from "./user-data.ts";

/** How somebody can come in; keys of messages `cloudInit.preview.way`. */
export const waysIn = ["formKeys", "ownKeys", "importedKeys", "password"] as const;
export type WayIn = (typeof waysIn)[number];

export type PreviewPerson = { name: string | null; isImages: boolean; ways: readonly WayIn[] };

/** Where the form's keys end up: with the image's user, with nobody, or nobody can tell from here; keys of messages `cloudInit.preview.keys`. */
export const keysEnds = ["noKeys", "imagesUser", "cutOff", "unknown"] as const;
export type KeysEnd = (typeof keysEnds)[number];

export type MergedPreview = {
  /** What lies on the machine's configuration disk as `user-data`; `none`: there is no such disk. */
  userData: { text: string; from: "typed" | "platform" | "none" };
  /** What lies beside it as `meta-data`: the machine's name, and the form's keys. */
  metaData: string;
  /** As the machine calls itself after its first boot; null where a template or several parts may say otherwise. */
  hostname: string | null;
  /** Who is there after the first boot; null where that cannot be told from here. */
  people: readonly PreviewPerson[] | null;
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
    people: seen === "unknown" ? null : peopleOf(seen, context),
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
      const { found, config } = configOf(text);
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
  return hasImagesUser(seen) ? "imagesUser" : "cutOff";
};

/** Without a list of users the image's own is made; with one, only where it says `default`. */
const hasImagesUser = (seen: Exclude<Seen, "unknown">): boolean => {
  const users = seen === "discarded" ? null : usersOf(seen.users);
  return users === null || users.includes("default");
};

const peopleOf = (seen: Exclude<Seen, "unknown">, { sshKeys, loginUser }: UserDataContext): PreviewPerson[] => {
  const config = seen === "discarded" ? {} : seen;
  const { user } = config;
  const changed = isRecord(user) ? user : {};
  const renamed = typeof user === "string" ? user : changed.name;
  const password = hasText(config.password) ? (["password"] as const) : [];
  const images: PreviewPerson = {
    name: textOr(renamed) ?? loginUser,
    isImages: true,
    ways: [
      ...(sshKeys.length > 0 ? (["formKeys"] as const) : []),
      ...waysOf({ ...changed, ssh_authorized_keys: config.ssh_authorized_keys ?? changed.ssh_authorized_keys }),
      ...password,
    ],
  };
  const others = (usersOf(config.users) ?? []).flatMap((one): PreviewPerson[] => {
    if (one === "default") return [];
    if (typeof one === "string") return [{ name: one, isImages: false, ways: [] }];
    return isRecord(one) ? [{ name: textOr(one.name ?? one.snapuser), isImages: false, ways: waysOf(one) }] : [];
  });
  const given = givenPasswords(config);
  return (hasImagesUser(seen) ? [images, ...others] : others).map((person) =>
    person.name !== null && given.includes(person.name) && !person.ways.includes("password")
      ? { ...person, ways: [...person.ways, "password"] }
      : person,
  );
};

/** Who gets a password by name, whoever made the account. */
const givenPasswords = ({ chpasswd }: Readonly<Record<string, unknown>>): string[] => {
  if (!isRecord(chpasswd)) return [];
  const named = itemsOf(chpasswd.users).map((one) => (isRecord(one) ? one.name : null));
  const lines = typeof chpasswd.list === "string" ? chpasswd.list.split("\n") : itemsOf(chpasswd.list);
  return [...named, ...lines.map((line) => (typeof line === "string" ? line.split(":", 1)[0]?.trim() : null))].filter(
    (name): name is string => typeof name === "string" && name !== "",
  );
};

const waysOf = (person: Readonly<Record<string, unknown>>): WayIn[] => [
  ...(hasText(person.ssh_authorized_keys) || hasText(person["ssh-authorized-keys"]) ? (["ownKeys"] as const) : []),
  ...(hasText(person.ssh_import_id) || hasText(person["ssh-import-id"]) ? (["importedKeys"] as const) : []),
  // A locked password, which is the default, lets nobody in.
  ...((person.lock_passwd === false || person["lock-passwd"] === false) &&
  ["passwd", "hashed_passwd", "plain_text_passwd"].some((key) => hasText(person[key]))
    ? (["password"] as const)
    : []),
];

const hasText = (value: unknown): boolean => (typeof value === "string" && value !== "") || itemsOf(value).length > 0;

const textOr = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
