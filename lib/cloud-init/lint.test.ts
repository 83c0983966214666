import { describe, expect, it } from "vitest";
import cloudInit from "../i18n/messages/en/cloud-init.json" with { type: "json" };
import { config, fixed, lint, said } from "./lint.fixture.ts";
import { fixIds, lintRules } from "./rules.ts";

/** What a person meant to send, and got wrong: the message that tells, at the line where it is. */
const malformed: readonly [name: string, text: string, said: readonly string[]][] = [
  ["a blank in the first line", "# cloud-config\npackages: [nginx]\n", ["firstLineMisspelled:1"]],
  ["another letter in the first line", "#cloud-confg\npackages: [nginx]\n", ["firstLineMisspelled:1"]],
  ["no first line", "packages:\n  - nginx\n", ["firstLineMissing:1"]],
  ["an empty line before the first", "\n#cloud-config\npackages: [nginx]\n", ["leadingBlank:1"]],
  ["a byte order mark", "\ufeff#cloud-config\npackages: [nginx]\n", ["byteOrderMark:1"]],
  ["a script without its first line", "apt-get update\napt-get install -y nginx\n", ["scriptWithoutShebang:1"]],
  ["a script with Windows line ends", "#!/bin/sh\r\necho hi\r\n", ["script:1", "windowsLineEnds:1"]],
  ["a tab as indentation", config("users:", "\t- default"), ["tab:3"]],
  ["a tab after a value", config("hostname: web\t"), ["tab:2"]],
  ["blanks from a web page", config("packages:", "\u00a0\u00a0- nginx"), ["noBreakSpace:3"]],
  ["an unclosed quote", config('hostname: "web', "packages: [nginx]"), ["syntaxQuote:2"]],
  ["an unclosed bracket", config("packages: [nginx, curl"), ["syntaxBracket:2"]],
  ["a second colon", config("final_message: ready: yes"), ["syntaxTwoColons:2"]],
  ["a sign that begins no word", config("password: @secret"), ["syntaxStart:2"]],
  ["an escape that YAML does not have", config('final_message: "C:\\dir"'), ["syntaxEscape:2"]],
  ["items at two depths", config("users:", "  - name: bob", "   shell: /bin/sh"), ["syntaxIndent:4"]],
  ["a key deeper than its neighbour", config("power_state:", "  mode: reboot", "    delay: now"), ["syntaxIndent:4"]],
  ["a line without a colon", config("packages: [nginx]", "hostname web"), ["syntaxColon:3"]],
  ["a word after a quote", config("runcmd:", "  - 'echo' hi"), ["syntaxAfterQuote:3"]],
  ["a key twice", config("packages: [nginx]", "hostname: a", "packages: [curl]"), ["duplicateKey:4"]],
  ["an unknown key near a known one", config("package: [nginx]"), ["unknownKeyNearest:2"]],
  ["an unknown key", config("install_these: [nginx]"), ["unknownKey:2"]],
  ["a wrong type", config("package_update: maybe"), ["type:2"]],
  ["a word that is none of the choices", config("power_state:", "  mode: sleep"), ["enum:3"]],
  ["a required key left out", config("write_files:", "  - content: hi"), ["required:3"]],
  ["an old key", config("apt_update: true"), ["deprecatedInstead:2"]],
  ["everything below one key", config("cloud-config:", "  packages: [nginx]"), ["wrapped:2"]],
  [
    "most of it below one key",
    config("cloud-config:", "  package: [a]", "  packages: [b]", "  hostname: c"),
    ["wrapped:2"],
  ],
  ["a network", config("network:", "  version: 2", "  ethernets: {}"), ["unknownKey:2"]],
  ["a network without anything", config("network:", "  version: 2"), ["unknownKey:2"]],
  ["another program’s keys", config("site:", "  hostname: a", "  pages: b"), ["unknownKey:2"]],
  ["lost indentation", config("write_files:", "path: /etc/motd", "content: hi"), ["lostIndentation:3"]],
  ["a user’s keys at the margin", config("users:", "- default", "- name: bob", "sudo: ALL"), ["lostIndentation:5"]],
  ["users without default", config("users:", "  - name: bob"), ["usersLockedOut:2"]],
  [
    "users without default, one with a key in the old spelling",
    config("users:", "  - name: bob", "    ssh-import-id: [gh:bob]"),
    ["usersWithoutDefault:2", "deprecatedInstead:4"],
  ],
  [
    "users without default, whose passwords stay locked",
    config("users:", "  - name: bob", "    passwd: $6$salt$hash"),
    ["usersLockedOut:2", "passwordHash:4"],
  ],
  [
    "users without default, and a password for somebody else",
    config("users: [bob]", "chpasswd: {users: [{name: eve, type: RANDOM}]}"),
    ["usersLockedOut:2"],
  ],
  ["a command that is a map", config("runcmd:", "  - echo: hi"), ["commandNotText:3"]],
  ["a command that is true", config("runcmd:", "  - yes"), ["commandNotText:3"]],
  ["a command that is a number", config("bootcmd:", "  - 5"), ["commandNotText:3"]],
  ["a number in a command", config("runcmd:", "  - [ufw, allow, 22]"), ["argumentNotText:3"]],
  ["a truth in a command", config("bootcmd:", "  - [set, yes]"), ["argumentNotText:3"]],
  ["nothing in a command", config("bootcmd:", "  - [set, ~]"), ["argumentNotText:3"]],
  ["a map in a command", config("runcmd:", "  - - echo", "    - a: b"), ["argumentNotText:4"]],
  [
    "permissions without quotes",
    config("write_files:", "  - path: /etc/x", "    permissions: 0644"),
    ["permissionsNumber:4"],
  ],
  [
    "an owner who does not exist yet",
    config("write_files:", "  - path: /srv/x", "    owner: ubuntu:ubuntu"),
    ["ownerTooEarly:4"],
  ],
  [
    "permissions that are no octal number",
    config("write_files:", "  - path: /etc/x", '    permissions: "u+rw"'),
    ["permissionsUnreadable:4"],
  ],
  [
    "a JSON patch that is no list",
    '#cloud-config-jsonp\n{"op": "add", "path": "/runcmd", "value": []}\n',
    ["jsonpSyntax:1", "jsonp:1"],
  ],
  ["a JSON patch that is cut off", '#cloud-config-jsonp\n[{"op": "add",\n', ["jsonpSyntax:1", "jsonp:1"]],
  ["a file where files are removed", config("write_files:", "  - path: /tmp/x"), ["fileInTmp:3"]],
  [
    "a password where a hash belongs",
    config("users:", "  - default", "  - name: bob", "    passwd: hunter2"),
    ["hashExpected:5"],
  ],
  ["a second document", config("hostname: a", "---", "hostname: b"), ["secondDocument:3"]],
  ["a list at the top", config("- nginx"), ["notAMap:2"]],
  ["nothing but the first line", "#cloud-config\n", ["nothing:1"]],
  ["blanks only", " \n", ["blank:1"]],
  [
    "a message without its version",
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/cloud-config\n\npackages: [a]\n--b--\n',
    ["multipartNoVersion:1", "multipart:1"],
  ],
  ["typographic quotes", config("hostname: “web”"), ["curlyQuotes:2"]],
  ["a tag", config("hostname: !env HOST"), ["yamlTag:2"]],
  ["a line break of another age", config("final_message: one\u2028two"), ["controlCharacter:2"]],
  ["a colon without a key", config("hostname: a", ": b"), ["complexKey:3"]],
  ["a sign that YAML 1.1 keeps for itself", config("hostname: ="), ["yamlTag:2"]],
  ["an item deeper than the one above", config("runcmd:", "- echo one", "  - echo two"), ["joinedLine:4"]],
  ["an anchor twice", config("hostname: &a one", "final_message: &a two"), ["anchorTwice:3"]],
  ["an alias to nothing", config("hostname: *name"), ["unknownAlias:2"]],
];

describe("user data that would fail at the first boot", () => {
  it.each(malformed)("names %s at its line", (_, text, expected) => expect(said(lint(text))).toEqual(expected));
});

describe("a value that is no text", () => {
  const severities = (text: string) => lint(text).map(({ severity }) => severity);

  it("stops a command, and within one is only taken otherwise than it looks", () => {
    expect(severities(config("runcmd: [5]"))).toEqual(["error"]);
    expect(severities(config("runcmd: [[sleep, 5], [set, yes], [echo, 2026-01-01]]"))).toEqual([
      "warning",
      "warning",
      "warning",
    ]);
    expect(severities(config("runcmd: [[echo, {a: b}], [echo, [a]]]"))).toEqual(["error", "error"]);
  });

  it("is put in quotes as it was typed", () => {
    const text = config("runcmd:", "  - [chmod, 0644, /etc/motd]");
    expect(fixed(text, lint(text)[0])).toBe(config("runcmd:", "  - [chmod, '0644', /etc/motd]"));
  });
});

/** What works and must not be complained about; of some a word is said all the same. */
const accepted: readonly [name: string, text: string, said: readonly string[]][] = [
  ["nothing at all", "", []],
  ["a first line with a blank at its end", "#cloud-config \npackages: [nginx]\n", []],
  ["a document mark after the first line", config("---", "packages: [nginx]"), []],
  ["users with default", config("users:", "  - default", "  - name: bob", "    ssh_import_id: [gh:bob]"), []],
  ["users in one text", config("users: default,bob"), []],
  [
    "own users who have keys",
    config("users:", "  - name: bob", "    ssh_import_id: [gh:bob]"),
    ["usersWithoutDefault:2"],
  ],
  [
    "own users without a key, where root has the form’s",
    config("users: [bob]", "disable_root: false"),
    ["usersWithoutDefault:2"],
  ],
  ["commands as texts and lists", config("runcmd:", "  - echo hi", "  - [ls, -l]", "  - 'echo: hi'"), []],
  ["permissions in quotes", config("write_files:", "  - path: /etc/x", "    permissions: '0644'"), []],
  ["permissions made text", config("write_files:", "  - path: /etc/x", "    permissions: !!str 0644"), []],
  ["an owner who exists", config("write_files:", "  - path: /srv/x", "    owner: root:root"), []],
  [
    "an owner who is waited for",
    config("write_files:", "  - path: /srv/x", "    owner: ubuntu", "    defer: true"),
    [],
  ],
  ["tabs in a text of many lines", config("runcmd:", "  - |", "    cat\t/etc/hosts"), []],
  ["tabs in quotes and remarks", config('final_message: "a\tb"', "#\tremark"), []],
  ["a value of several lines", config("final_message: one", "  two - three", "  -four"), []],
  ["typographic words inside", config("final_message: It’s “up”"), []],
  [
    "a dashed user key of old",
    config("users:", "  - default", "  - name: bob", "    lock-passwd: true"),
    ["deprecatedInstead:5"],
  ],
  ["Windows line ends in a configuration", "#cloud-config\r\npackages: [nginx]\r\n", ["windowsLineEnds:1"]],
  [
    "anchors",
    config("packages: &all [nginx]", "final_message: done", "bootcmd: [echo]", "runcmd: *all"),
    ["anchors:5"],
  ],
  ["a hash", config("users:", "  - default", "  - name: bob", "    passwd: $6$salt$hash"), ["passwordHash:5"]],
  ["a script", "#!/bin/sh\necho hi\n", ["script:1"]],
  ["an include", "#include\nhttps://example.org/x\n", ["include:2"]],
  ["a part handler", "#part-handler\ndef list_types(): return []\n", ["partHandler:1"]],
  ["a JSON patch", '#cloud-config-jsonp\n[{"op": "add", "path": "/runcmd", "value": []}]\n', ["jsonp:1"]],
  [
    "an archive",
    "#cloud-config-archive\n- type: text/cloud-config\n  content: |\n    packages: [nginx]\n",
    ["archive:1"],
  ],
];

describe("user data that works", () => {
  it.each(accepted)("is let through: %s", (_, text, expected) => expect(said(lint(text))).toEqual(expected));

  it("on Windows is PowerShell, on Linux not", () => {
    expect(said(lint("#ps1\nwhoami\n", { family: "windows" }))).toEqual(["powershell:1"]);
    expect(said(lint("#ps1\nwhoami\n"))).toEqual(["powershellElsewhere:1"]);
  });

  it("for Talos is its machine configuration, which is not judged as cloud-config", () => {
    const machine = "version: v1alpha1\nmachine:\n  type: worker\n";
    expect(said(lint(machine, { family: "talos" }))).toEqual(["talos:1"]);
    expect(said(lint("#cloud-config\n", { family: "talos" }))).toEqual(["talosCloudConfig:1"]);
    expect(said(lint(machine))).toEqual(["talosElsewhere:1"]);
  });
});

describe("fixes", () => {
  it.each(malformed.filter(([, text]) => lint(text).some(({ fix }) => fix)))("end what they are for: %s", (_, text) => {
    for (const finding of lint(text).filter(({ fix }) => fix)) {
      const after = fixed(text, finding);
      expect(after).not.toBe(text);
      expect(lint(after).map(({ rule }) => rule)).not.toContain(finding.rule);
    }
  });

  it.each([
    ["apt_update: true", "package_update: true"],
    ["ca-certs: {remove-defaults: true}", "ca_certs: {remove-defaults: true}"],
    ["user: {name: a, 'lock-passwd': false}", "user: {name: a, lock_passwd: false}"],
  ])("give an old key its new name: %s", (before, after) => {
    const [finding] = lint(config(before));
    expect(fixed(config(before), finding)).toBe(config(after));
  });

  it.each([
    ["the new one takes something else", "chpasswd: {list: ['root:RANDOM']}"],
    ["the new one is there, too", "package_update: false\napt_update: true"],
    ["only its value is old", "manage_etc_hosts: template"],
  ])("leave an old key where %s", (_, line) => {
    const found = lint(config(line)).filter(({ rule }) => rule === "deprecatedInstead");
    expect(found.length).toBeGreaterThan(0);
    expect(found.at(-1)?.fix).toBeUndefined();
  });

  it("change nothing else", () => {
    const [finding] = lint(config("users: # mine", "    # bob", "    - name: bob"));
    expect(fixed(config("users: # mine", "    # bob", "    - name: bob"), finding)).toBe(
      config("users: # mine", "    # bob", "    - default", "    - name: bob"),
    );
  });
});

describe("words", () => {
  it("are there for every rule and every fix, and for none that is not", () => {
    expect(Object.keys(cloudInit.rule).sort()).toEqual([...lintRules].sort());
    expect(Object.keys(cloudInit.fix).sort()).toEqual([...fixIds].sort());
  });
});
