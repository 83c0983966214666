import { describe, expect, it } from "vitest";
import { sshKeyBits, sshKeyFingerprint, sshKeyProblem } from "./ssh-key.ts";

const field = (bytes: Buffer) => Buffer.concat([Buffer.from(Uint32Array.of(bytes.length).buffer).reverse(), bytes]);
const line = (type: string, ...fields: Buffer[]) =>
  `${type} ${Buffer.concat([field(Buffer.from(type)), ...fields.map(field)]).toString("base64")}`;
const rsa = (bits: number) =>
  line("ssh-rsa", Buffer.from([1, 0, 1]), Buffer.concat([Buffer.from([0]), Buffer.alloc(bits / 8, 0xff)]));
const ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

describe("a public key", () => {
  it.each([
    `${ed25519} ada@laptop at home`,
    ed25519,
    rsa(2_048),
    rsa(4_096),
    line("ecdsa-sha2-nistp384", Buffer.alloc(64)),
  ])("is taken: %.40s", (key) => expect(sshKeyProblem(key)).toBeNull());

  it.each([
    ["-----BEGIN OPENSSH PRIVATE KEY-----", "sshKeyPrivate"],
    ["PuTTY-User-Key-File-3: ssh-ed25519", "sshKeyPrivate"],
    ["", "sshKeyInvalid"],
    [`${ed25519}\n${ed25519}`, "sshKeyInvalid"],
    [ed25519.replace("ssh-ed25519", "ssh-rsa"), "sshKeyInvalid"],
    [`command="id" ${ed25519}`, "sshKeyInvalid"],
    ["ssh-ed25519 !!!!!!!!!!!!!!!!!!!!!!!!", "sshKeyInvalid"],
    [line("ssh-dss", Buffer.alloc(64)), "sshKeyType"],
    [line("constructor", Buffer.alloc(64)), "sshKeyType"],
    [rsa(1_024), "sshKeyWeak"],
    [rsa(2_040), "sshKeyWeak"],
    [line("ssh-rsa", Buffer.from([1, 0, 1])), "sshKeyWeak"],
  ])("is refused: %.40s", (key, rule) => expect(sshKeyProblem(key)).toBe(rule));

  it("has bits and the fingerprint that ssh-keygen prints", async () => {
    expect([ed25519, rsa(3_072), line("ecdsa-sha2-nistp521", Buffer.alloc(64)), "x y"].map(sshKeyBits)).toEqual([
      ...[256, 3_072, 521],
      null,
    ]);
    expect(await sshKeyFingerprint(`${ed25519} ada@laptop`)).toBe("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
  });
});
