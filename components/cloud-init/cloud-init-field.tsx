"use client";
import { useTranslations } from "next-intl";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { CodeEditor } from "#components/editor/code-editor.tsx";
import type { EditorHandle } from "#components/editor/editor-props.ts";
import { CheckLine } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { Finding } from "#lib/cloud-init/finding.ts";
import { lintUserData } from "#lib/cloud-init/lint.ts";
import { FindingList } from "./finding-list.tsx";
import { KeyLine } from "./key-line.tsx";
import { mended } from "./mended.ts";
import { MergedView } from "./merged-view.tsx";
import { DropTarget, FileButton, useOpenFile } from "./open-file.tsx";
import { RecipeMenu } from "./recipe-menu.tsx";
import { isYaml, useCloudConfig } from "./use-cloud-config.ts";
import { useFindings } from "./use-findings.ts";
import type { HandedProps } from "./user-data-props.ts";

const example = "#cloud-config\npackages:\n  - nginx";

const isError = ({ severity }: Finding): boolean => severity === "error";

/** User data in an editor that knows cloud-init: what is typed is what is sent, byte for byte, and what would go wrong is said before. */
export const CloudInitField = (props: HandedProps) => {
  const { label, hint, text, onText, error, isReadOnly = false, machine, context, asIs, onAsIs, onStop, caret } = props;
  const t = useTranslations("editor");
  const { bytes } = useAmounts();
  const id = useId();
  const [at, setAt] = useState(0);
  const handle = useRef<EditorHandle>(null);
  // Talos takes its own configuration here, of which we know nothing.
  const isTalos = context.family === "talos";
  const known = useCloudConfig();
  const { findings, marks } = useFindings(text, context);
  const [said, setSaid] = useState("");
  const open = useOpenFile(onText, setSaid);
  const handleRecipe = (made: string, outcome: string) => {
    onText(made);
    setSaid(outcome);
  };
  const size = useMemo(() => new TextEncoder().encode(text).length, [text]);
  const isWrong = findings.some(isError);

  useLayoutEffect(() => {
    const firstError = () => (asIs === text ? undefined : lintUserData(text, context).find(isError));
    onStop({
      isStopped: () => firstError() !== undefined,
      show: () => {
        const { from, to } = firstError() ?? { from: 0, to: 0 };
        handle.current?.select(from, to);
      },
    });
    return () => onStop(null);
  });

  return (
    <div>
      <Field
        label={label}
        hint={[hint, context.loginUser && t("loginUser", { user: context.loginUser }), t("keys")]
          .filter(Boolean)
          .join(" ")}
        error={isWrong ? null : error}
        aside={t("size", { size: bytes(size), most: bytes(context.limitBytes) })}
      >
        <DropTarget onFile={isReadOnly ? () => {} : open}>
          <CodeEditor
            handle={handle}
            label={label}
            value={text}
            onChange={onText}
            language={isYaml(text) ? "yaml" : "plain"}
            {...(!isTalos && { ...known, placeholder: example })}
            isReadOnly={isReadOnly}
            isInvalid={isWrong}
            describedBy={`${id}-found ${id}-key`}
            caret={caret}
            marks={marks}
            onCaret={setAt}
            phrases={{
              Completions: t("phrases.completions"),
              "Control character": t("phrases.control"),
              "Selection deleted": t("phrases.selectionDeleted"),
            }}
          />
        </DropTarget>
        {!isTalos && <KeyLine id={`${id}-key`} text={text} caret={at} help={known.help} />}
      </Field>
      <FindingList
        id={`${id}-found`}
        isEmpty={text === ""}
        findings={findings}
        onGo={({ from, to }) => handle.current?.select(from, to)}
        onFix={isReadOnly ? null : (finding) => onText(mended(text, finding, context))}
      />
      {isWrong && error === null && !isReadOnly && (
        <CheckLine checked={asIs === text} onChange={({ target }) => onAsIs(target.checked ? text : null)}>
          {t("asIs")}
        </CheckLine>
      )}
      {!isReadOnly && (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          {!isTalos && <RecipeMenu text={text} context={context} onAdd={handleRecipe} />}
          <FileButton onFile={open} />
          <span role="status" className="min-w-0 text-ink-2 text-sm wrap-anywhere">
            {said}
          </span>
        </div>
      )}
      {!isTalos && <MergedView text={text} context={context} machine={machine} />}
    </div>
  );
};
