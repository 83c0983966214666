import type { UserDataContext } from "./finding.ts";
import { isRecord, itemsOf } from "./lint/config.ts";

type Config = Readonly<Record<string, unknown>>;

/** How somebody can come in; keys of messages `cloudInit.preview.way`. */
export const waysIn = ["formKeys", "ownKeys", "importedKeys", "password"] as const;
export type WayIn = (typeof waysIn)[number];

export type Person = { name: string | null; isImages: boolean; ways: readonly WayIn[] };

/** Without a list of users the image's own is made; with one, only where it says `default`. */
export const hasImagesUser = (config: Config): boolean => {
  const users = usersOf(config.users);
  return users === null || users.includes("default");
};

/** Everybody whom a cloud-config makes or changes, and by what they can come in. */
export const peopleOf = (config: Config, { sshKeys, loginUser }: UserDataContext): Person[] => {
  const { user } = config;
  const changed = isRecord(user) ? user : {};
  const renamed = typeof user === "string" ? user : changed.name;
  const password = hasText(config.password) ? (["password"] as const) : [];
  const given = new Set(givenPasswords(config));
  const images: Person = {
    name: textOr(renamed) ?? loginUser,
    isImages: true,
    ways: [
      ...(sshKeys.length > 0 ? (["formKeys"] as const) : []),
      ...waysOf({ ...changed, ssh_authorized_keys: config.ssh_authorized_keys ?? changed.ssh_authorized_keys }),
      ...password,
    ],
  };
  const others = (usersOf(config.users) ?? []).flatMap((one): Person[] => {
    if (one === "default") return [];
    if (typeof one === "string") return [{ name: one, isImages: false, ways: [] }];
    return isRecord(one) ? [{ name: textOr(one.name ?? one.snapuser), isImages: false, ways: waysOf(one) }] : [];
  });
  const root = others.some(({ name }) => name === "root") ? [] : rootOf(config, sshKeys, given);
  return [...(hasImagesUser(config) ? [images] : []), ...others, ...root].map((person) =>
    person.name !== null && given.has(person.name) && !person.ways.includes("password")
      ? { ...person, ways: [...person.ways, "password"] }
      : person,
  );
};

/** Every image has root; keys are given to it, too, where nobody forbids it to come in (cc_ssh, apply_credentials). */
const rootOf = (config: Config, sshKeys: readonly string[], given: ReadonlySet<string>): Person[] => {
  const ways: WayIn[] = [];
  if (rootHasKeys(config) && sshKeys.length > 0) ways.push("formKeys");
  if (rootHasKeys(config) && hasText(config.ssh_authorized_keys)) ways.push("ownKeys");
  return ways.length > 0 || given.has("root") ? [{ name: "root", isImages: false, ways }] : [];
};

export const rootHasKeys = (config: Config): boolean => config.disable_root === false;

/** Who gets a password by name, whoever made the account. */
const givenPasswords = ({ chpasswd }: Config): string[] => {
  if (!isRecord(chpasswd)) return [];
  const named = itemsOf(chpasswd.users).map((one) => (isRecord(one) ? one.name : null));
  const lines = typeof chpasswd.list === "string" ? chpasswd.list.split("\n") : itemsOf(chpasswd.list);
  return [...named, ...lines.map((line) => (typeof line === "string" ? line.split(":", 1)[0]?.trim() : null))].filter(
    (name): name is string => typeof name === "string" && name !== "",
  );
};

const waysOf = (person: Readonly<Record<string, unknown>>): WayIn[] => [
  ...(hasText(person.ssh_authorized_keys) || hasText(person["ssh-authorized-keys"]) ? (["ownKeys"] as const) : []),
  ...(["ssh_import_id", "ssh-import-id", "snapuser"].some((key) => hasText(person[key]))
    ? (["importedKeys"] as const)
    : []),
  // A locked password, which is the default, lets nobody in.
  ...((person.lock_passwd === false || person["lock-passwd"] === false) &&
  ["passwd", "hashed_passwd", "hashed-passwd", "plain_text_passwd", "plain-text-passwd"].some((key) =>
    hasText(person[key]),
  )
    ? (["password"] as const)
    : []),
];

const hasText = (value: unknown): boolean => (typeof value === "string" && value !== "") || itemsOf(value).length > 0;

/** As cloud-init reads them: a list, or names in one text; null where nothing says who is made. */
const usersOf = (users: unknown): readonly unknown[] | null => {
  if (Array.isArray(users)) return users.flatMap((one) => (typeof one === "string" ? one.split(",").map(trim) : [one]));
  if (typeof users === "string") return users.split(",").map(trim);
  return isRecord(users) ? Object.keys(users) : null;
};

const trim = (name: string): string => name.trim();

export const textOr = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
