/** Addresses a disk is imported from: CDI's importer asks them from inside the cluster, so they must be public (S01 to S04). */

export type UrlRule = "urlInvalid" | "urlScheme" | "registryScheme" | "urlCredentials" | "urlPrivate";

const longest = 2_048;

/** What is wrong with the address of a disk's content; null when it may be sent. Nothing is looked up. */
export const sourceUrlProblem = (text: string): UrlRule | null => {
  if (!isPlain(text) || !URL.canParse(text)) return "urlInvalid";
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return "urlScheme";
  return authorityProblem(url, text);
};

/** The same for an image in a registry: CDI takes `docker://host/name:tag`. */
export const registryUrlProblem = (text: string): UrlRule | null => {
  if (!isPlain(text)) return "urlInvalid";
  if (!text.startsWith("docker://")) return "registryScheme";
  const asHttps = text.replace("docker:", "https:");
  if (!URL.canParse(asHttps)) return "urlInvalid";
  const url = new URL(asHttps);
  return authorityProblem(url, text) ?? (url.pathname.length > 1 ? null : "urlInvalid");
};

/** Printable ASCII without a backslash: what two parsers could read in two ways is not sent. */
const isPlain = (text: string): boolean => text.length <= longest && /^[\x21-\x5b\x5d-\x7e]+$/.test(text);

const authorityProblem = ({ username, password, hostname }: URL, text: string): UrlRule | null => {
  if (username !== "" || password !== "" || /^[a-z]+:\/*[^/?#]*@/i.test(text)) return "urlCredentials";
  return isPublicHost(hostname) ? null : "urlPrivate";
};

const insideNames = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa|svc|cluster|corp|home)$/;

const isPublicHost = (hostname: string): boolean => {
  // As the URL standard writes it: lower case, IPv4 in four decimals, IPv6 compressed in brackets.
  const host = hostname.replace(/\.$/, "");
  if (host.startsWith("[")) return isPublicV6(host.slice(1, -1));
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicV4(host.split(".").map(Number));
  return host.includes(".") && !insideNames.test(host);
};

/** Not of IANA's special-purpose registry (RFC 6890). */
const isPublicV4 = ([a = 0, b = 0, c = 0]: readonly number[]): boolean =>
  !(
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && (c === 0 || c === 2)) ||
    (a === 198 && (b === 18 || b === 19)) ||
    (a === 198 && b === 51 && c === 100) ||
    (a === 203 && b === 0 && c === 113)
  );

/** Global unicast alone, less documentation and what carries an IPv4 address inside. */
const isPublicV6 = (address: string): boolean => {
  const [first = 0, second = 0] = address.split(":").map((group) => Number.parseInt(group, 16) || 0);
  const carriesV4 = first === 0x2002 || (first === 0x2001 && second === 0);
  return first >= 0x2000 && first < 0x4000 && !carriesV4 && !(first === 0x2001 && second === 0xdb8);
};
