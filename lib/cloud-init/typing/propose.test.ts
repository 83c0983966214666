import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyHelpAt, proposalsAt } from "./propose.ts";

/** A text with `‸` where the caret is. */
const at = (marked: string) => {
  const caret = marked.indexOf("‸");
  return [marked.replace("‸", ""), caret] as const;
};
const labels = (marked: string) => proposalsAt(...at(marked))?.options.map(({ label }) => label) ?? null;
const inserted = (marked: string, label: string) =>
  proposalsAt(...at(marked))?.options.find((one) => one.label === label)?.insert;
const top = "#cloud-config\n";

describe("proposalsAt", () => {
  it("offers the first line, which decides everything", () => {
    expect(labels("‸")).toEqual(["#cloud-config", "#!/bin/bash", "#include"]);
    expect(labels("#c‸")).toContain("#cloud-config");
    expect(labels("#cloud-config‸\npackages: []")).not.toBeNull();
    expect(labels("packages‸")).toBeNull();
  });

  it("offers the keys that are not there yet, and none that is old", () => {
    const keys = labels(`${top}hostname: a\nru‸\ntimezone: UTC\n`);
    expect(keys).toEqual(expect.arrayContaining(["runcmd", "packages", "users"]));
    expect(keys).not.toContain("hostname");
    expect(keys).not.toContain("timezone");
    expect(keys).not.toContain("apt_update");
  });

  it.each([
    [`${top}write_files:\n  - pa‸`, "path"],
    [`${top}write_files:\n- path: /a\n  ow‸`, "owner"],
    [`${top}write_files:\n  - path: /a\n    content: |\n      key: x\n    ‸`, "permissions"],
    [`${top}users:\n  - default\n  - name: ada\n    ‸`, "sudo"],
    [`${top}apt:\n  sources:\n    mine:\n      ‸`, "keyid"],
    [`## template: jinja\n${top}chpasswd:\n  ‸`, "expire"],
    [`${top}write_files:\n  ‸`, "- path"],
    [`${top}ssh:\n  emit_keys_to_console: false\npower_state:\n  m‸`, "mode"],
    [`${top}'users':\n  - ‸`, "name"],
  ])("finds the map that a key belongs to: %j", (text, key) => expect(labels(text)).toContain(key));

  it("offers no key of the entry that is there already", () => {
    expect(labels(`${top}users:\n  - name: ada\n    g‸\n    shell: /bin/sh\n  - gecos: other\n`)).toContain("gecos");
    expect(labels(`${top}users:\n  - name: ada\n    g‸\n    shell: /bin/sh\n`)).not.toContain("shell");
    expect(labels(`${top}users:\n  - name: ada\n  - g‸\n`)).toContain("name");
  });

  it.each([
    [`${top}package_update: ‸`, ["true", "false"]],
    [`${top}package_update: t‸ # now`, ["true", "false"]],
    [`${top}power_state:\n  mode: ‸`, ["poweroff", "reboot", "halt"]],
    [`${top}ssh_genkeytypes: [rsa, ‸`, ["ed25519"]],
    [`${top}ssh_genkeytypes:\n  - ‸`, ["ed25519"]],
  ])("knows the values of a key: %j", (text, values) => expect(labels(text)).toEqual(expect.arrayContaining(values)));

  it.each([
    `${top}# pack‸`,
    `${top}hostname: a # b‸`,
    `${top}write_files:\n  - content: |\n      own‸`,
    `${top}write_files:\n  - content: |\n      a:\n\n      ‸`,
    `${top}hostname: ‸`,
    `${top}hostname:‸`,
    `${top}runcmd:\n  - echo "‸`,
    `${top}\tpack‸`,
    `${top}nothing_known:\n  ‸`,
  ])("says nothing where nothing is known: %j", (text) => expect(labels(text)).toBeNull());

  it("writes what has to follow a key", () => {
    expect(inserted(`${top}‸`, "package_update")).toBe("package_update: ");
    expect(inserted(`${top}‸`, "packages")).toBe("packages:\n  - ");
    expect(inserted(`${top}‸`, "users")).toBe("users:\n  - ");
    expect(inserted(`${top}‸`, "power_state")).toBe("power_state:\n  ");
    expect(inserted(`${top}users:\n  - ‸`, "ssh_authorized_keys")).toBe("ssh_authorized_keys:\n      - ");
    expect(inserted(`${top}pack‸ages: []`, "packages")).toBe("packages");
    expect(inserted(`${top}write_files:\n  ‸`, "- path")).toBe("- path: ");
  });

  it("puts a word in quotes that YAML takes for something else", () =>
    expect(labels(`${top}growpart:\n  mode: ‸`)).toEqual(expect.arrayContaining(["auto", '"off"'])));

  it("X04: comes to an end with any text, at any place", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("\n", "\r", " ", "  ", "- ", ":", "|", "#", '"', "[", "users", "\t", "ä") }),
        fc.nat(),
        (text, place) => {
          const caret = place % (text.length + 1);
          const from = proposalsAt(text, caret)?.from ?? 0;
          expect(from >= 0 && from <= caret).toBe(true);
          keyHelpAt(text, caret);
        },
      ),
    ));

  it.each(["- ", "- a", "a: ", " ", "\n", "a\n", "'", ": "])(
    "X04: reads each letter of a long text a few times at most: %j without end",
    (unit) => {
      for (const start of ["", "#cloud-config\n", "#cloud-config\na", "#cloud-config\n- "]) {
        const text = start + unit.repeat(100_000);
        for (const caret of [0, text.length >> 1, text.length]) {
          proposalsAt(text, caret);
          keyHelpAt(text, caret);
        }
      }
    },
  );

  it("knows where it is by what stands at the margin above, and looks no further", () => {
    const list = `#cloud-config\n\nusers:\n- name: a\n- name: b\n  `;
    expect(proposalsAt(list, list.length)?.options.map(({ label }) => label)).toContain("ssh_authorized_keys");
    const text = "#cloud-config\nruncmd:\n  - |\n    x\nntp:\n  ";
    expect(proposalsAt(text, text.length)?.options.map(({ label }) => label)).toContain("servers");
    expect(proposalsAt("\n", 0)?.from ?? 0).toBe(0);
  });
});

describe("keyHelpAt", () => {
  it.each([
    [`${top}packages:\n  - ngi‸nx`, "packages", ["list"]],
    [`${top}pac‸kage_update: true`, "package_update", ["boolean"]],
    [`${top}write_files:\n  - path: /etc/‸x`, "write_files.path", ["text"]],
    [`${top}write_files:\n  - content: |\n      a: ‸b\n`, "write_files.content", ["text"]],
  ])("knows the key of a place: %j", (text, words, takes) =>
    expect(keyHelpAt(...at(text))).toMatchObject({ words: expect.stringMatching(`^${words}`), takes }),
  );

  it("tells the values and what is old", () => {
    expect(keyHelpAt(...at(`${top}power_state: {}\npower_state:\n  mode‸: x`))?.choices).toContain("reboot");
    expect(keyHelpAt(...at(`${top}apt_update‸: true`))?.deprecated).toMatchObject({ instead: "package_update" });
  });

  it.each([`${top}# a‸`, `${top}\n‸`, `${top}unheard_of: ‸x`, "‸"])("knows nothing of %j", (text) =>
    expect(keyHelpAt(...at(text))).toBeNull(),
  );
});
