import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import type { EditorMark } from "#components/editor/editor-props.ts";
import type { Finding, UserDataContext } from "#lib/cloud-init/finding.ts";
import { lintUserData } from "#lib/cloud-init/lint.ts";

/** Milliseconds after the last letter; what is long takes longer to read, too. */
const pause = (text: string): number => (text.length > 30_000 ? 700 : 200);

/** The text as it was when typing last paused. */
const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause(text));
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};

export type WordedFinding = Finding & { message: string };

/** What a text is told about, in words; some time after the last letter. */
export const useFindings = (text: string, context: UserDataContext) => {
  const t = useTranslations("cloud-init");
  const settled = useSettled(text);
  const { sshKeys, loginUser, family, ports, limitBytes } = context;
  // The form makes the context anew each time it is drawn.
  const [keyText, portText] = [sshKeys.join("\n"), String(ports)];
  // The two lists by what is in them.
  const findings = useMemo((): WordedFinding[] => {
    const kinds = (ids: string | number = "") =>
      String(ids)
        .split(", ")
        .map((id) => t(`kind.${kindIds.find((known) => known === id) ?? "any"}`))
        .join(", ");
    return lintUserData(settled, { sshKeys, loginUser, family, ports, limitBytes }).map((finding) => {
      const { rule, values } = finding;
      const said = { ...values };
      if (rule === "type") Object.assign(said, { expected: kinds(values.expected), found: kinds(values.found) });
      return { ...finding, message: t(`rule.${rule}`, said) };
    });
  }, [settled, keyText, loginUser, family, portText, limitBytes, t]);
  const marks = useMemo(
    (): EditorMark[] => findings.map(({ from, to, severity, message }) => ({ from, to, severity, message })),
    [findings],
  );
  return { findings, marks };
};

const kindIds = ["null", "boolean", "text", "integer", "number", "list", "map", "date"] as const;
