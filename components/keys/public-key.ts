import { sshKeyProblem } from "#lib/create/ssh-key.ts";

/** What a person sees of a public key; `line` is what a guest gets. `bits`: null where the type does not say. */
export type PublicKey = { line: string; type: string; bits: number | null; comment: string };

/** Keys of messages `keys.refused`. */
export type KeyRefusal = "private" | "empty" | "format" | "type" | "weak" | "duplicate";

export type ReadKeys =
  | { ok: true; keys: PublicKey[] }
  | { ok: false; refusal: KeyRefusal; line: number | null; bits?: number };

/** Anything longer is no key file; reading stops before it is looked at. */
export const keyTextLimit = 200_000;
const leastRsaBits = 2048;

const bitsByType: Readonly<Record<string, number>> = {
  "ssh-ed25519": 256,
  "sk-ssh-ed25519@openssh.com": 256,
  "ecdsa-sha2-nistp256": 256,
  "sk-ecdsa-sha2-nistp256@openssh.com": 256,
  "ecdsa-sha2-nistp384": 384,
  "ecdsa-sha2-nistp521": 521,
};

export const publicKeyOf = (line: string): PublicKey => {
  const [type = "", , ...comment] = line.split(" ");
  return { line, type, bits: bitsByType[type] ?? rsaBitsOf(line), comment: comment.join(" ") };
};

/** Reads what was pasted: one key a line, blank lines and `#` comments left out. All or nothing, so nothing typed is lost. */
export const readPublicKeys = (text: string, known: readonly string[]): ReadKeys => {
  // A private key has many lines, so it is looked for in the whole text before anything else.
  if (/PRIVATE KEY/i.test(text) || /^PuTTY-User-Key-File/m.test(text))
    return { ok: false, refusal: "private", line: null };
  const keys: PublicKey[] = [];
  const taken = new Set(known.map(identityOf));
  for (const [index, raw] of text.slice(0, keyTextLimit).split(/\r?\n/).entries()) {
    const line = raw.trim().replace(/[ \t]+/g, " ");
    if (line === "" || line.startsWith("#")) continue;
    const refused = refusalOf(line, taken);
    if (refused) return { ok: false, ...refused, line: index + 1 };
    taken.add(identityOf(line));
    keys.push(publicKeyOf(line));
  }
  return keys.length > 0 ? { ok: true, keys } : { ok: false, refusal: "empty", line: null };
};

/** Two lines are one key when type and body are equal, whatever the comment says. */
const identityOf = (line: string): string => line.split(" ", 2).join(" ");

const refusalOf = (line: string, taken: ReadonlySet<string>): { refusal: KeyRefusal; bits?: number } | null => {
  if (/^(ssh-dss|ssh-[a-z0-9@.-]+|ecdsa-\S+|sk-\S+) [A-Za-z0-9+/]{20,}/.test(line) && sshKeyProblem(line))
    return { refusal: "type" };
  if (sshKeyProblem(line)) return { refusal: "format" };
  if (taken.has(identityOf(line))) return { refusal: "duplicate" };
  const bits = rsaBitsOf(line);
  return bits !== null && bits < leastRsaBits ? { refusal: "weak", bits } : null;
};

/** Length of an RSA key's modulus: the third length-prefixed field of its blob (RFC 4253 6.6); null for other keys. */
const rsaBitsOf = (line: string): number | null => {
  const [type, body = ""] = line.split(" ");
  if (type !== "ssh-rsa") return null;
  const bytes = bytesOf(body);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let field = 0; field < 2; field++) at += 4 + lengthAt(view, at);
  const from = at + 4;
  const modulus = bytes.subarray(from, from + lengthAt(view, at));
  const first = modulus.findIndex((byte) => byte !== 0);
  const lead = modulus[first];
  return lead === undefined ? 0 : (modulus.length - first) * 8 - Math.clz32(lead) + 24;
};

const bytesOf = (body: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));

/** As `ssh-keygen -l` prints it: `SHA256:` and the digest of the key's blob in base64 without padding. */
export const fingerprintOf = async (line: string): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", bytesOf(line.split(" ")[1] ?? ""));
  return `SHA256:${btoa(String.fromCharCode(...new Uint8Array(digest))).replace(/=+$/, "")}`;
};

/** The same key with other words behind it: one line, none of them a control character. */
export const withComment = (line: string, comment: string): string =>
  [
    ...line.split(" ", 2),
    comment
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
      .trim()
      .slice(0, commentLimit),
  ]
    .filter(Boolean)
    .join(" ");

export const commentLimit = 200;

const lengthAt = (view: DataView, at: number): number => (at + 4 <= view.byteLength ? view.getUint32(at) : 0);
