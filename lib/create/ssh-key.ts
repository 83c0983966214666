/** OpenSSH public keys, one line each (sshd(8), AUTHORIZED_KEYS without options). */

const types = new Set([
  "ssh-ed25519",
  "ssh-rsa",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "sk-ssh-ed25519@openssh.com",
  "sk-ecdsa-sha2-nistp256@openssh.com",
]);

export type SshKeyRule = "sshKeyInvalid" | "sshKeyPrivate";

/** What is wrong with a line as a public key; null when a guest would take it. */
export const sshKeyProblem = (line: string): SshKeyRule | null => {
  if (/PRIVATE KEY/i.test(line)) return "sshKeyPrivate";
  const match = /^(\S{1,40}) ([A-Za-z0-9+/]{20,16000}={0,3})(?: [^\r\n]{0,1000})?$/.exec(line);
  const [, type, body] = match ?? [];
  if (!type || !body || !types.has(type)) return "sshKeyInvalid";
  return innerType(body) === type ? null : "sshKeyInvalid";
};

/** The key's own type, from the length-prefixed first field of its blob. */
const innerType = (body: string): string | null => {
  try {
    const blob = atob(body);
    const length = (blob.charCodeAt(2) << 8) | blob.charCodeAt(3);
    return blob.startsWith("\0\0") && length < 64 ? blob.slice(4, 4 + length) : null;
  } catch {
    return null;
  }
};
