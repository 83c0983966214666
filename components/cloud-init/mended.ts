import type { Finding, UserDataContext } from "#lib/cloud-init/finding.ts";
import { lintUserData } from "#lib/cloud-init/lint.ts";

/** A text with what a finding offers done; found again where it was typed on since. */
export const mended = (text: string, { rule, line, fix }: Finding, context: UserDataContext): string => {
  const same = lintUserData(text, context).filter((one) => one.rule === rule && one.fix?.id === fix?.id);
  const found = same.find((one) => one.line === line) ?? same[0];
  return [...(found?.fix?.changes ?? [])]
    .sort((one, other) => other.from - one.from)
    .reduce((made, { from, to, insert }) => made.slice(0, from) + insert + made.slice(to), text);
};
