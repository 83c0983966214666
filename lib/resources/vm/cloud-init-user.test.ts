import { describe, expect, it } from "vitest";
import { cloudInitUser } from "./cloud-init-user.ts";

const config = (...lines: string[]) => ["#cloud-config", ...lines].join("\n");
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI ada";

/** Each list holds the one before it ten times. */
const doubled = Array.from({ length: 6 }, (_, at) => {
  const [before, own] = ["abcdefg"[at], "abcdefg"[at + 1]];
  return `${own}: &${own} [${Array.from({ length: 10 }, () => `*${before}`).join(", ")}]`;
});

describe("whom cloud-init gives a key", () => {
  it.each([
    ["a user with keys", config("users:", "  - name: deploy", "    ssh_authorized_keys:", `      - ${key}`), "deploy"],
    ["keys from elsewhere", config("users:", "  - name: deploy", "    ssh_import_id: gh:ada"), "deploy"],
    [
      "the first that has one",
      config("users:", "  - default", "  - name: backup", "  - name: ops", `    ssh_authorized_keys: ["${key}"]`),
      "ops",
    ],
    ["the image's user under another name", config("user: admin", "ssh_authorized_keys:", `  - ${key}`), "admin"],
    ["the same as an object", config("user:", "  name: admin"), "admin"],
    ["a template", `## template: jinja\n${config("user: admin")}`, "admin"],
    [
      "root, where nobody else comes in",
      config("users:", "  - name: root", `    ssh_authorized_keys: ["${key}"]`),
      "root",
    ],
    ["a word that is one for cloud-init alone", config("user: admin", "ssh_pwauth: yes", "mode: 0644"), "admin"],
  ])("%s", (_name, text, user) => expect(cloudInitUser(text)).toBe(user));

  it.each([
    ["nothing", ""],
    ["no users", config("packages: [nginx]")],
    ["a user with a password alone", config("users:", "  - name: root2", "    plain_text_passwd: hunter2")],
    ["no list of keys", config("users:", "  - name: deploy", "    ssh_authorized_keys: []")],
    ["a script", "#!/bin/sh\nuser: admin"],
    ["what is no YAML", config("users: [", "  - {")],
    ["a list", config("- user: admin")],
    ["a name for the shell", config('user: "$(reboot)"')],
    ["an option for ssh", config("user: -oProxyCommand=x")],
    ["root, beside the image's user", config("disable_root: false", `ssh_authorized_keys: ["${key}"]`)],
    ["a second document, which discards all", config("user: admin", "---", "user: ops")],
    ["a tab, which discards all", config("user: admin", "users:", "\t- default")],
    ["aliases of aliases", config("a: &a [x]", ...doubled, "user: admin")],
  ])("leaves the image's user to %s", (_name, text) => expect(cloudInitUser(text)).toBeNull());
});
