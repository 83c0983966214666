import { generate, type SelfsignedOptions } from "selfsigned";

type CertificateExtension = NonNullable<SelfsignedOptions["extensions"]>[number];

export type KeyPair = { key: string; cert: string };

export type Certificates = {
  /** Signs `server` and `platform`. */
  ca: KeyPair;
  /** What the API server presents; behind a real one, what the identity provider does. */
  server: KeyPair;
  /** Signs `frontProxy`; published in ConfigMap `extension-apiserver-authentication`. */
  frontProxyCa: KeyPair;
  /** By it the API server shows an aggregated server that `X-Remote-User` comes from it. */
  frontProxy: KeyPair;
  /** What the aggregated platform presents. */
  platform: KeyPair;
};

/** The certificates of one demo cluster, made anew at every start: nothing to keep, nothing to leak. */
export async function createCertificates(): Promise<Certificates> {
  const [ca, frontProxyCa] = await Promise.all([authority("porthole-demo"), authority("porthole-demo-front-proxy")]);
  const [server, frontProxy, platform] = await Promise.all([
    serverCertificate(ca, "kube-apiserver", ["localhost", "kubernetes.default.svc"]),
    signed(frontProxyCa, "front-proxy-client", [{ name: "extKeyUsage", clientAuth: true }]),
    serverCertificate(ca, "platform.cozy-system.svc", ["platform.cozy-system.svc", "localhost"]),
  ]);
  return { ca, server, frontProxyCa, frontProxy, platform };
}

const authority = (commonName: string) =>
  issue(commonName, [
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
  ]);

const serverCertificate = (ca: KeyPair, commonName: string, names: string[]) =>
  signed(ca, commonName, [
    { name: "extKeyUsage", serverAuth: true },
    {
      name: "subjectAltName",
      altNames: [
        ...names.map((value) => ({ type: 2 as const, value })),
        { type: 7 as const, ip: "127.0.0.1" },
        { type: 7 as const, ip: "::1" },
      ],
    },
  ]);

const signed = (ca: KeyPair, commonName: string, extensions: CertificateExtension[]) =>
  issue(
    commonName,
    [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, keyAgreement: true, critical: true },
      ...extensions,
    ],
    ca,
  );

async function issue(commonName: string, extensions: CertificateExtension[], ca?: KeyPair): Promise<KeyPair> {
  const made = await generate([{ name: "commonName", value: commonName }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions,
    // A minute early: a clock that is a little behind must not refuse its own cluster.
    notBeforeDate: new Date(Date.now() - 60_000),
    ...(ca === undefined ? {} : { ca }),
  });
  return { key: made.private, cert: made.cert };
}
