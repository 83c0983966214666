/** OpenSSH public keys, one line each (sshd(8), AUTHORIZED_KEYS without options). */

/** Bits by type; null where only the key itself tells. */
const bitsByType: Readonly<Record<string, number | null>> = {
  "ssh-ed25519": 256,
  "ssh-rsa": null,
  "ecdsa-sha2-nistp256": 256,
  "ecdsa-sha2-nistp384": 384,
  "ecdsa-sha2-nistp521": 521,
  "sk-ssh-ed25519@openssh.com": 256,
  "sk-ecdsa-sha2-nistp256@openssh.com": 256,
};

/** OpenSSH refuses shorter ones (RequiredRSASize of the distributions we start). */
export const leastRsaBits = 2_048;

export type SshKeyRule = "sshKeyInvalid" | "sshKeyPrivate" | "sshKeyType" | "sshKeyWeak";

/** What is wrong with a line as a public key; null when a guest would take it. */
export const sshKeyProblem = (line: string): SshKeyRule | null => {
  if (/PRIVATE KEY|^PuTTY-User-Key-File/i.test(line)) return "sshKeyPrivate";
  const match = /^(\S{1,40}) ([A-Za-z0-9+/]{20,16000}={0,3})(?: [^\r\n]{0,1000})?$/.exec(line);
  const [, type, body] = match ?? [];
  if (!type || !body) return "sshKeyInvalid";
  const bytes = bytesOf(body);
  if (!bytes || innerType(bytes) !== type) return "sshKeyInvalid";
  if (!Object.hasOwn(bitsByType, type)) return "sshKeyType";
  const bits = sshKeyBits(line);
  return bits === null || bits >= leastRsaBits || type !== "ssh-rsa" ? null : "sshKeyWeak";
};

/** Two lines are one key when type and body are equal, whatever the comment says. */
export const sshKeyIdentity = (line: string): string => line.split(" ", 2).join(" ");

/** Length of a key; null for a type we do not know, or a line that is no key. */
export const sshKeyBits = (line: string): number | null => {
  const [type = "", body = ""] = line.split(" ");
  if (!Object.hasOwn(bitsByType, type)) return null;
  const bytes = bytesOf(body);
  return bitsByType[type] ?? (bytes && rsaBits(bytes));
};

/** As `ssh-keygen -l` prints it: `SHA256:` and the digest of the key's blob in base64 without padding. */
export const sshKeyFingerprint = async (line: string): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", bytesOf(line.split(" ")[1] ?? "") ?? new Uint8Array());
  return `SHA256:${btoa(String.fromCharCode(...new Uint8Array(digest))).replace(/=+$/, "")}`;
};

/** Length of the modulus: the third length-prefixed field of the blob (RFC 4253 6.6). */
const rsaBits = (bytes: Uint8Array<ArrayBuffer>): number => {
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let field = 0; field < 2; field++) at += 4 + lengthAt(view, at);
  const from = at + 4;
  const modulus = bytes.subarray(from, from + lengthAt(view, at));
  const first = modulus.findIndex((byte) => byte !== 0);
  const lead = modulus[first];
  return lead === undefined ? 0 : (modulus.length - first) * 8 - Math.clz32(lead) + 24;
};

/** The key's own type, from the length-prefixed first field of its blob. */
const innerType = (bytes: Uint8Array<ArrayBuffer>): string => {
  const length = lengthAt(new DataView(bytes.buffer), 0);
  return length < 64 ? String.fromCharCode(...bytes.subarray(4, 4 + length)) : "";
};

const lengthAt = (view: DataView, at: number): number => (at + 4 <= view.byteLength ? view.getUint32(at) : 0);

const bytesOf = (body: string): Uint8Array<ArrayBuffer> | null => {
  try {
    return Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
};
