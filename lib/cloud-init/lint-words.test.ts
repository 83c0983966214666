import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { languages, localeOf } from "../i18n/languages.ts";
import de from "../i18n/messages/de/cloud-init.json" with { type: "json" };
import en from "../i18n/messages/en/cloud-init.json" with { type: "json" };
import fr from "../i18n/messages/fr/cloud-init.json" with { type: "json" };
import type { UserDataContext } from "./finding.ts";
import { lintUserData } from "./lint.ts";

const context: UserDataContext = { sshKeys: ["k"], loginUser: null, family: "ubuntu", ports: "all", limitBytes: 9999 };
const words = { en, de, fr };

/** What is said of one line of cloud-config, as people read it. */
const read = (line: string, language: keyof typeof words): string[] => {
  const t = createTranslator({
    locale: localeOf[language],
    messages: words[language],
    onError: (error) => {
      throw error;
    },
  });
  return lintUserData(`#cloud-config\n${line}\n`, context).map(({ rule, values }) => t(`rule.${rule}`, values));
};

describe("what the schema says is said in words", () => {
  it.each([
    ["hostnam: a", "cloud-init does not know hostnam here and ignores it. Is hostname meant?"],
    ["power_state: {mode: sleep}", "mode can only be: poweroff, reboot, halt."],
    ["power_state: {mode: halt, delay: -1}", "delay must be at least 0."],
    ["phone_home: {url: here}", "url must be an address such as https://example.org."],
    ["swap: {maxsize: much}", "maxsize does not have the form that cloud-init expects (^([0-9]*\\.)?[0-9]+[BKMGT]$)."],
    ["write_files: [{content: a}]", "path is missing here: without it cloud-init does not carry out this entry."],
    [
      "users: [default, {gecos: a}]",
      "name / snapuser is missing here: without it cloud-init does not carry out this entry.",
    ],
    ["users: [default, {name: a, snapuser: b}]", "Only one of these can stand here: name, snapuser."],
    ["write_files: []", "write_files: at least one entry must stand here."],
    ["packages: [[a, b, c]]", "packages: at most 2 entries can stand here."],
    ["ntp: {allow: [a, a]}", "This stands in allow twice. Remove one of them."],
    ["apt_update: true", "apt_update: outdated since cloud-init 22.2 and will go. Write package_update."],
    ["system_info: {}", "system_info: this form is outdated since cloud-init 24.2 and will go."],
    [
      "user: {name: a, uid: '7'}",
      "uid: this form is outdated since cloud-init 22.3 and will go. Write a whole number.",
    ],
  ])("%s", (line, sentence) => {
    expect(read(line, "en")).toContain(sentence);
    for (const language of languages) expect(read(line, language).join("")).not.toMatch(/[{}]/);
  });
});
