import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { createCertificates } from "./certificates.ts";

test("server certificates are signed by the CA and name where they are reached", async () => {
  const { ca, server, platform } = await createCertificates();
  const authority = new X509Certificate(ca.cert);
  for (const { cert } of [server, platform]) {
    const certificate = new X509Certificate(cert);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificate.checkIP("::1")).toBeDefined();
    expect(certificate.checkHost("localhost")).toBe("localhost");
  }
  expect(new X509Certificate(platform.cert).checkHost("platform.cozy-system.svc")).toBeDefined();
  expect(new X509Certificate(server.cert).checkHost("platform.cozy-system.svc")).toBeUndefined();
});

test("the front proxy has a CA of its own: the cluster CA does not vouch for it", async () => {
  const { ca, frontProxyCa, frontProxy } = await createCertificates();
  const certificate = new X509Certificate(frontProxy.cert);
  expect(certificate.verify(new X509Certificate(frontProxyCa.cert).publicKey)).toBe(true);
  expect(certificate.verify(new X509Certificate(ca.cert).publicKey)).toBe(false);
});
