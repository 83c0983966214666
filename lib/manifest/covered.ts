import { isObject, type Json, type JsonObject } from "./merge-patch.ts";

/** Stands where a secret is that nobody asked to see. */
export const cover = "••••••";

/** Keys whose text is a secret wherever they stand: what a guest is set up with, and how people call what is nobody's business. */
const secretKeys =
  /^(?:cloudInit|userData|userDataBase64|networkData|networkDataBase64|kubectl\.kubernetes\.io\/last-applied-configuration)$|(?:password|passwd|passphrase|token|secret|credentials?|apikey|api_key|privatekey|private_key)$/i;
/** Of what stands below them every text is one: headers of a download carry tokens. */
const secretMaps = /^(?:headers|extraHeaders)$/;
/** A plan that Porthole notes on what it makes: an address in it may be signed. */
const planKey = "porthole-plan";

/** User and password of an address, and its query, where signatures are. */
const withoutSecrets = (text: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, `$1${cover}@`).replace(/\?.+$/s, `?${cover}`)
    : text;

const coverAll = (value: Json): Json => {
  if (typeof value === "string") return value === "" ? value : cover;
  if (Array.isArray(value)) return value.map(coverAll);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, coverAll(inner)]));
};

const coverAt = (key: string, value: Json): Json => {
  if (secretMaps.test(key)) return coverAll(value);
  if (typeof value === "string")
    return value !== "" && (secretKeys.test(key) || key === planKey) ? cover : withoutSecrets(value);
  if (Array.isArray(value)) return value.map((each) => coverAt("", each));
  return isObject(value) ? covered(value) : value;
};

/** An object with its secrets covered. */
export const covered = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, coverAt(key, value)]));

/** Whether a cover stands anywhere in it: such a value was never seen and must not be written. */
export const holdsCover = (value: unknown): boolean => {
  if (typeof value === "string") return value.includes(cover);
  if (Array.isArray(value)) return value.some(holdsCover);
  return isObject(value) && Object.values(value).some(holdsCover);
};
