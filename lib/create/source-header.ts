/** HTTP headers and the checksum of a disk's source. The platform stores both in clear. */

export type HeaderRule = "headerName" | "headerReserved" | "headerValue";

const longestValue = 8_192;

/** Would change which request is sent, not what it asks for (RFC 9110, 7.6.1). */
const reserved = /^(host|connection|content-length|transfer-encoding|te|trailer|upgrade|keep-alive|proxy-.+)$/i;

export const headerNameProblem = (name: string): HeaderRule | null => {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/.test(name)) return "headerName";
  return reserved.test(name) ? "headerReserved" : null;
};

/** Printable ASCII, spaces inside only: a line break would be another header. */
export const headerValueProblem = (value: string): HeaderRule | null =>
  value.length <= longestValue && /^[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?$/.test(value) ? null : "headerValue";

const digits: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };

/** `algorithm:hex`, as CDI compares it; "" for none. */
export const checksumProblem = (checksum: string): "checksumFormat" | null => {
  if (checksum === "") return null;
  const [, algorithm = "", hex = ""] = /^([a-z0-9]+):([0-9a-fA-F]+)$/.exec(checksum) ?? [];
  return hex.length > 0 && digits[algorithm] === hex.length ? null : "checksumFormat";
};
