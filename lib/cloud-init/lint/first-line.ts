import type { Found, TextChange } from "../finding.ts";
import type { FixId } from "../rules.ts";
import { isCloudInit, kindOf } from "../user-data.ts";
import { distance } from "./nearest.ts";
import { firstLineEnd } from "./whole-text.ts";

const header = "#cloud-config";

/** Why cloud-init would not act on a text, and whether the rest can be judged as cloud-config all the same. */
export const firstLineFindings = (text: string): { found: Found[]; isConfig: boolean } => {
  const start = /\S|$/.exec(text.replace(/^\ufeff/, " "))?.index ?? 0;
  const to = start + firstLineEnd(text.slice(start));
  const line = text.slice(start, to);
  const one = (found: Found, isConfig = true) => ({ found: [found], isConfig });
  const misspelled = (insert: string) =>
    one({
      rule: "firstLineMisspelled",
      severity: "error",
      from: start,
      to,
      values: { line: insert },
      fix: fix("putFirstLine", { from: 0, to, insert }),
    });

  if (start > 0 && isCloudInit(text.slice(start))) {
    const rule = text.startsWith("\ufeff") ? "byteOrderMark" : "leadingBlank";
    const isConfig = kindOf(text.slice(start)) === "cloud-config";
    return one(
      { rule, severity: "error", from: 0, to, fix: fix("removeBlanks", { from: 0, to: start, insert: "" }) },
      isConfig,
    );
  }
  if (meansHeader(line)) return misspelled(header);
  if (/^#\s+!\s*\//.test(line)) return { ...misspelled(line.replace(/^#\s+!/, "#!")), isConfig: false };
  if (looksLikeConfig(text))
    return one({
      rule: "firstLineMissing",
      severity: "error",
      from: start,
      to,
      values: { line: header },
      fix: fix("putFirstLine", { from: 0, to: start, insert: `${header}\n` }),
    });
  if (looksLikeScript(text))
    return one(
      {
        rule: "scriptWithoutShebang",
        severity: "error",
        from: start,
        to,
        fix: fix("putShebang", { from: 0, to: start, insert: "#!/bin/bash\n" }),
      },
      false,
    );
  return one({ rule: "notUserData", severity: "error", from: start, to }, false);
};

const fix = (id: FixId, ...changes: TextChange[]) => ({ id, changes });

/** `# cloud-config`, `#cloud_config:`, `#clod-config`: what a person wrote to say this. */
const meansHeader = (line: string): boolean => {
  const said = line.trim().toLowerCase();
  return said.startsWith("#") && (/^#+\s*cloud[\s_-]*config\W*$/.test(said) || distance(said, header, 3) <= 3);
};

const looksLikeConfig = (text: string): boolean =>
  /^(users|packages|package_\w+|runcmd|bootcmd|write_files|ssh_\w+|hostname|fqdn|chpasswd|password|apt|yum_repos|ntp|timezone|locale|mounts|swap|disk_setup|fs_setup|growpart|groups|final_message|power_state|manage_etc_hosts|user|disable_root|resolv_conf|phone_home|snap)\s*:(\s|$)/m.test(
    text,
  );

const looksLikeScript = (text: string): boolean =>
  /^(sudo|apt|apt-get|dnf|yum|zypper|echo|export|set [-+]\w|curl|wget|systemctl|mkdir|cat|cd|if \[|for \w+ in|useradd|chmod|chown)\s/m.test(
    text,
  );
