import { describe, expect, it } from "vitest";
import { config, fixed, lint, said } from "./lint.fixture.ts";

describe("user data of several parts", () => {
  const message = [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="=b="',
    "",
    "--=b=",
    'Content-Type: text/cloud-config; charset="us-ascii"',
    "",
    "#cloud-config",
    "package: [nginx]",
    "--=b=",
    "Content-Type: text/x-include-url",
    "",
    "http://169.254.169.254/x",
    "--=b=",
    "Content-Type: text/cloud-config",
    "Content-Transfer-Encoding: base64",
    "",
    "I2Nsb3VkLWNvbmZpZwo=",
    "--=b=--",
    "",
  ].join("\n");

  it("is judged part by part, at its lines in the whole", () => {
    const found = lint(message);
    expect(said(found)).toEqual(["multipart:1", "unknownKeyNearest:8", "includePrivate:12", "partEncoded:14"]);
    expect(found[0]?.values).toEqual({ count: 3, types: "text/cloud-config, text/x-include-url" });
    expect(fixed(message, found[1])).toBe(message.replace("package:", "packages:"));
  });

  it("lacks what tells where parts begin", () => {
    expect(said(lint(message.replace("--=b=--", "").replaceAll("\n--=b=\n", "\n--=c=\n")))).toContain(
      "multipartEmpty:1",
    );
    expect(said(lint("MIME-Version: 1.0\nContent-Type: multipart/mixed\n\n"))).toContain("multipartNoBoundary:1");
  });

  it("is an archive, whose texts are judged at their lines", () => {
    const archive =
      "#cloud-config-archive\n- type: text/cloud-config\n  content: |\n    #cloud-config\n    package: [nginx]\n- |\n  #!/bin/sh\n  echo\n";
    expect(said(lint(archive))).toEqual(["archive:1", "unknownKeyNearest:5"]);
    expect(said(lint("#cloud-config-archive\na: b\n"))).toEqual(["archive:1", "archiveNoList:2"]);
  });

  it("is a template, of which only what does not depend on it is judged", () => {
    const template =
      "## template: jinja\n#cloud-config\npackage: [nginx]\nhostname: {{ v1.region }}\nntp: {{ v1.x }}\n";
    expect(said(lint(template))).toEqual(["jinja:1", "unknownKeyNearest:3"]);
    const branches =
      "## template: jinja\n#cloud-config\n{% if v1.a %}\nhostname: a\n{% else %}\nhostname: b\n{% endif %}\n";
    expect(said(lint(branches))).toEqual(["jinja:1"]);
    expect(said(lint("## template: jinja\npackages: [a]\n"))).toEqual(["jinja:1", "notUserData:2"]);
  });
});

describe("secrets", () => {
  it.each([
    ["password: hunter2", "passwordInClear:2"],
    ["chpasswd: {list: ['root:hunter2']}", "passwordInClear:2"],
    ["chpasswd: {users: [{name: root, password: x, type: text}]}", "passwordInClear:2"],
    ["chpasswd: {users: [{name: root, password: x}]}", "hashExpected:2"],
    ["runcmd: ['curl -H \"Authorization: Bearer abcdefghijklmnop\" https://x']", "tokenInClear:2"],
    ["runcmd: ['export AWS_SECRET_ACCESS_KEY=abcdefghijklmnopqrstuvwxyz']", "tokenInClear:2"],
    ["runcmd: ['git clone https://me:secret@example.org/x']", "tokenInClear:2"],
    ["# ghp_abcdefghijklmnopqrstuv", "tokenInClear:2"],
    ["ca_certs: {trusted: ['-----BEGIN RSA PRIVATE KEY-----']}", "privateKey:2"],
  ])("are seen in %s", (line, rule) => expect(said(lint(config(line, "hostname: a")))).toContain(rule));

  it("are no longer secret once SSH takes passwords", () =>
    expect(said(lint(config("password: hunter2", "ssh_pwauth: true")))).toContain("passwordOverSsh:3"));

  it.each([
    "chpasswd: {list: ['root:RANDOM']}",
    "runcmd: ['curl https://example.org:8443/x']",
    "runcmd: ['echo $API_KEY']",
  ])("are not seen in %s", (line) =>
    expect(said(lint(config(line))).filter((one) => !one.startsWith("deprecated"))).toEqual([]),
  );

  it("are not repeated in what is said", () => {
    const text = config(
      "password: hunter2",
      "users: [{name: bob, passwd: hunter2}]",
      "package_update: hunter2",
      "ntp: hunter2",
    );
    expect(JSON.stringify(lint(text).map(({ values }) => values))).not.toContain("hunter2");
  });
});
