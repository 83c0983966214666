import { describe, expect, it } from "vitest";
import { registryUrlProblem, sourceUrlProblem } from "./source-url.ts";

describe("the address of a disk's content", () => {
  it.each([
    "https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img",
    "http://download.example.org:8080/a%20b.qcow2?X-Signature=abc&e=1#part",
    "https://1.1.1.1/disk.raw",
    "https://[2606:4700::1111]/disk.raw.gz",
    "HTTPS://Example.COM./x",
    "https://example.com/user@host/x",
  ])("takes %s", (url) => expect(sourceUrlProblem(url)).toBeNull());

  it.each([
    ["", "urlInvalid"],
    ["ubuntu", "urlInvalid"],
    ["https://", "urlInvalid"],
    ["https://host.example/a b", "urlInvalid"],
    ["https://host.example\\@evil.example/", "urlInvalid"],
    ["https://host.example/\nHost: x", "urlInvalid"],
    ["https://bücher.example/x", "urlInvalid"],
    [`https://host.example/${"x".repeat(2_100)}`, "urlInvalid"],
    ["ftp://host.example/x", "urlScheme"],
    ["file:///etc/passwd", "urlScheme"],
    ["gopher://127.0.0.1:1/_x", "urlScheme"],
    ["javascript:alert(1)", "urlScheme"],
    ["docker://quay.io/a/b", "urlScheme"],
    ["https://me:secret@host.example/x", "urlCredentials"],
    ["https://token@host.example/x", "urlCredentials"],
    ["https://:@host.example/x", "urlCredentials"],
  ])("refuses %j: %s", (url, rule) => expect(sourceUrlProblem(url)).toBe(rule));

  it.each([
    ...["127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1"],
    ...["172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1"],
    ...["255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd12::1]", "[::ffff:10.0.0.1]", "[ff02::1]"],
    ...["[64:ff9b::a00:1]", "[2002:a00:1::]", "[2001:0:a00:1::]", "[2001:db8::1]", "localhost", "localhost."],
    ...["a.localhost", "metadata", "kubernetes.default.svc", "api.svc.cluster.local", "metadata.google.internal"],
    ...["printer.local", "router.lan", "nas.home.arpa"],
  ])("S01: refuses the private host %s", (host) => expect(sourceUrlProblem(`http://${host}/x`)).toBe("urlPrivate"));

  it.each(["172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "169.253.0.1", "11.0.0.1", "svc.example.com"])(
    "takes the public host %s",
    (host) => expect(sourceUrlProblem(`http://${host}/x`)).toBeNull(),
  );
});

describe("the address of an image in a registry", () => {
  it.each(["docker://quay.io/kubevirt/cirros-container-disk-demo", "docker://registry.example.com:5000/a:1.2"])(
    "takes %s",
    (url) => expect(registryUrlProblem(url)).toBeNull(),
  );
  it.each([
    ["quay.io/a/b", "registryScheme"],
    ["https://quay.io/a/b", "registryScheme"],
    ["docker://quay.io", "urlInvalid"],
    ["docker://", "urlInvalid"],
    ["docker://me:secret@quay.io/a", "urlCredentials"],
    ["docker://registry.default.svc/a", "urlPrivate"],
    ["docker://10.0.0.1/a", "urlPrivate"],
  ])("refuses %j: %s", (url, rule) => expect(registryUrlProblem(url)).toBe(rule));
});
