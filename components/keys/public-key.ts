import { sshKeyBits, sshKeyIdentity, sshKeyProblem } from "#lib/create/ssh-key.ts";

/** What a person sees of a public key; `line` is what a guest gets. `bits`: null where the type does not say. */
export type PublicKey = { line: string; type: string; bits: number | null; comment: string };

/** Keys of messages `keys.refused`. */
export type KeyRefusal = "private" | "empty" | "format" | "type" | "weak" | "duplicate";

export type ReadKeys =
  | { ok: true; keys: PublicKey[] }
  | { ok: false; refusal: KeyRefusal; line: number | null; bits?: number };

/** Anything longer is no key file; reading stops before it is looked at. */
export const keyTextLimit = 200_000;
export const publicKeyOf = (line: string): PublicKey => {
  const [type = "", , ...comment] = line.split(" ");
  return { line, type, bits: sshKeyBits(line), comment: comment.join(" ") };
};

/** Reads what was pasted: one key a line, blank lines and `#` comments left out. All or nothing, so nothing typed is lost. */
export const readPublicKeys = (text: string, known: readonly string[]): ReadKeys => {
  // A private key has many lines, so it is looked for in the whole text before anything else.
  if (/PRIVATE KEY/i.test(text) || /^PuTTY-User-Key-File/m.test(text))
    return { ok: false, refusal: "private", line: null };
  const keys: PublicKey[] = [];
  const taken = new Set(known.map(sshKeyIdentity));
  for (const [index, raw] of text.slice(0, keyTextLimit).split(/\r?\n/).entries()) {
    const line = raw.trim().replace(/[ \t]+/g, " ");
    if (line === "" || line.startsWith("#")) continue;
    const refused = refusalOf(line, taken);
    if (refused) return { ok: false, ...refused, line: index + 1 };
    taken.add(sshKeyIdentity(line));
    keys.push(publicKeyOf(line));
  }
  return keys.length > 0 ? { ok: true, keys } : { ok: false, refusal: "empty", line: null };
};

const refusals = { sshKeyPrivate: "private", sshKeyInvalid: "format", sshKeyType: "type", sshKeyWeak: "weak" } as const;

const refusalOf = (line: string, taken: ReadonlySet<string>): { refusal: KeyRefusal; bits?: number } | null => {
  const rule = sshKeyProblem(line);
  if (rule === null) return taken.has(sshKeyIdentity(line)) ? { refusal: "duplicate" } : null;
  // A type inside that is not the one in front of it: the key was put together by hand.
  if (rule === "sshKeyInvalid" && /^(ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]{20,}/.test(line)) return { refusal: "type" };
  const bits = sshKeyBits(line);
  return rule === "sshKeyWeak" && bits !== null ? { refusal: "weak", bits } : { refusal: refusals[rule] };
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
