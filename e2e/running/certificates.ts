import { generate } from "selfsigned";

export type KeyPair = { key: string; cert: string };

/** An authority of the test's own and what it vouches for; `elsewhere` is for another name, `foreign` from nobody the product knows. */
export type Certificates = { ca: string; good: KeyPair; elsewhere: KeyPair; expired: KeyPair; foreign: KeyPair };

const day = 24 * 3_600_000;

export const makeCertificates = async (): Promise<Certificates> => {
  const [ca, stranger] = await Promise.all([authority("porthole-e2e"), authority("porthole-e2e-stranger")]);
  const here = { type: 7 as const, ip: "127.0.0.1" };
  const [good, elsewhere, expired, foreign] = await Promise.all([
    server(ca, here),
    server(ca, { type: 2, value: "elsewhere.example" }),
    server(ca, here, new Date(Date.now() - day)),
    server(stranger, here),
  ]);
  return { ca: ca.cert, good, elsewhere, expired, foreign };
};

const authority = (commonName: string) =>
  issue(commonName, {
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });

type Name = { type: 7; ip: string } | { type: 2; value: string };

const server = (ca: KeyPair, name: Name, notAfterDate = new Date(Date.now() + day)) =>
  issue("fault-proxy", {
    ca,
    notAfterDate,
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: [name] },
    ],
  });

const issue = async (commonName: string, options: Parameters<typeof generate>[1]): Promise<KeyPair> => {
  const made = await generate([{ name: "commonName", value: commonName }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - 2 * day),
    ...options,
  });
  return { key: made.private, cert: made.cert };
};
