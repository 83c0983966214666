import { describe, expect, it } from "vitest";
import { sshKeyFingerprint } from "#lib/create/ssh-key.ts";
import { publicKeyOf, readPublicKeys, withComment } from "./public-key.ts";

const field = (bytes: Buffer) => Buffer.concat([Buffer.from(Uint32Array.of(bytes.length).buffer).reverse(), bytes]);
const line = (type: string, ...fields: Buffer[]) =>
  `${type} ${Buffer.concat([field(Buffer.from(type)), ...fields.map(field)]).toString("base64")}`;
const rsa = async (bits: number) => {
  const algorithm = { name: "RSA-PSS", modulusLength: bits, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" };
  const { publicKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const jwk = await crypto.subtle.exportKey("jwk", publicKey);
  const modulus = Buffer.concat([Buffer.from([0]), Buffer.from(String(jwk.n), "base64url")]);
  return line("ssh-rsa", Buffer.from(String(jwk.e), "base64url"), modulus);
};
const ed25519 = (seed: number) => line("ssh-ed25519", Buffer.alloc(32, seed));

describe("readPublicKeys", () => {
  it("reads type and comment", () =>
    expect(readPublicKeys(`${ed25519(1)} ada@laptop at home`, [])).toMatchObject({
      ok: true,
      keys: [{ type: "ssh-ed25519", comment: "ada@laptop at home" }],
    }));

  it("reads several lines, blanks and remarks left out, spaces made one", () => {
    const read = readPublicKeys(`\n# mine\r\n  ${ed25519(1)}  a\n${ed25519(2).replace(" ", "\t ")} b\n`, []);
    expect(read.ok && read.keys.map(({ comment }) => comment)).toEqual(["a", "b"]);
    expect(read.ok && read.keys[1]?.line).toBe(`${ed25519(2)} b`);
  });

  it.each([
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----",
    "PuTTY-User-Key-File-3: ssh-ed25519",
    `${ed25519(1)}\n-----BEGIN PRIVATE KEY-----`,
  ])("refuses a private key", (text) => expect(readPublicKeys(text, [])).toMatchObject({ refusal: "private" }));

  it.each([
    ["", "empty"],
    ["# only a remark", "empty"],
    ["hunter2", "format"],
    ['command="id" ssh-ed25519 AAAA', "format"],
    [line("ssh-dss", Buffer.alloc(64)), "type"],
    [ed25519(1).replace("ssh-ed25519", "ssh-rsa"), "type"],
  ])("refuses %j as %s", (text, refusal) => expect(readPublicKeys(text, [])).toMatchObject({ ok: false, refusal }));

  it("names the line that is wrong, and keeps nothing of the others", () =>
    expect(readPublicKeys(`${ed25519(1)}\nhunter2`, [])).toEqual({ ok: false, refusal: "format", line: 2 }));

  it("knows a key again under another comment", () => {
    expect(readPublicKeys(`${ed25519(1)} again`, [`${ed25519(1)} ada`])).toMatchObject({ refusal: "duplicate" });
    expect(readPublicKeys(`${ed25519(1)}\n${ed25519(1)}`, [])).toMatchObject({ refusal: "duplicate", line: 2 });
  });

  it("measures RSA keys", async () => {
    expect(readPublicKeys(await rsa(1024), [])).toMatchObject({ refusal: "weak", bits: 1024 });
    expect(readPublicKeys(await rsa(2048), []).ok).toBe(true);
  });

  it("tells the bits of every type", async () => {
    expect(publicKeyOf(ed25519(1)).bits).toBe(256);
    expect(publicKeyOf(await rsa(2048)).bits).toBe(2048);
    expect(publicKeyOf(line("ecdsa-sha2-nistp521", Buffer.alloc(64))).bits).toBe(521);
  });

  it("has the fingerprint that ssh-keygen prints", async () => {
    const known = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    expect(await sshKeyFingerprint(`ssh-ed25519 ${known} ada@laptop`)).toBe(
      "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
    );
  });

  it("takes another comment only as one line of plain text", () => {
    const key = ed25519(1);
    expect(withComment(`${key} old`, "new one")).toBe(`${key} new one`);
    expect(withComment(`${key} old`, " a\n\tb\u0000 ")).toBe(`${key} a b`);
    expect(withComment(key, "x".repeat(500))).toHaveLength(key.length + 201);
    expect(readPublicKeys(withComment(key, "anything"), []).ok).toBe(true);
  });

  it("survives an RSA blob that ends early", () =>
    expect(readPublicKeys(line("ssh-rsa", Buffer.from([1, 0, 1])), []).ok).toBe(false));
});
