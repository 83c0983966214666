"use client";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, placeholder as placeholderOf } from "@codemirror/view";
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { editorAssist, withMarks } from "./editor-assist.ts";
import { lineHeight } from "./editor-look.ts";
import type { CodeEditorProps } from "./editor-props.ts";
import { editorBase, languageOf } from "./editor-setup.ts";
import { changeBetween } from "./text-change.ts";
import { useEditorField } from "./use-editor-field.ts";

const noMarks: CodeEditorProps["marks"] = [];
const noPhrases = {};

/**
 * CodeMirror as a field of ours: what comes by `value` goes in as the smallest change, so that undo and caret outlive it. It is heavy: only
 * what is loaded later itself may import it.
 */
export const CodeEditor = ({ caret, ...props }: CodeEditorProps) => {
  const { label, value, language = "plain", placeholder = "", minLines = 8, handle } = props;
  const { isReadOnly = false, marks = noMarks, phrases = noPhrases } = props;
  const { id, describedBy, isInvalid } = useEditorField(props);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const [slots] = useState(() => ({ language: new Compartment(), field: new Compartment() }));
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  const fieldOf = () => [
    EditorState.readOnly.of(isReadOnly),
    placeholderOf(placeholder),
    EditorView.contentAttributes.of({
      ...(id && { id }),
      "aria-label": label,
      // What scrolls around it is reached through it, also by those who only look at attributes.
      tabindex: "0",
      style: `min-height: ${minLines * lineHeight}px`,
      ...(describedBy && { "aria-describedby": describedBy }),
      ...(isInvalid && { "aria-invalid": "true" }),
    }),
  ];
  useLayoutEffect(() => {
    if (!host.current) return;
    const view = new EditorView({
      parent: host.current,
      doc: value,
      extensions: [
        editorBase(),
        editorAssist({ choices: () => latest.current.choices, help: () => latest.current.help }),
        EditorState.phrases.of(phrases),
        slots.language.of(languageOf(language)),
        slots.field.of(fieldOf()),
        EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
          if (docChanged && state.sliceDoc() !== latest.current.value) latest.current.onChange(state.sliceDoc());
          if (docChanged || selectionSet) latest.current.onCaret?.(state.selection.main.head);
        }),
      ],
    });
    editor.current = view;
    if (caret?.current) {
      const { from, to } = caret.current;
      view.dispatch({ selection: { anchor: Math.min(from, value.length), head: Math.min(to, value.length) } });
      view.focus();
    }
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, []);
  useEffect(() => {
    const view = editor.current;
    const change = view && changeBetween(view.state.sliceDoc(), value);
    if (view && change) view.dispatch({ changes: { ...change, insert: view.state.toText(change.insert) } });
  }, [value]);
  useEffect(() => {
    editor.current?.dispatch({ effects: slots.language.reconfigure(languageOf(language)) });
  }, [slots, language]);
  useEffect(() => {
    editor.current?.dispatch({ effects: slots.field.reconfigure(fieldOf()) });
  }, [slots, id, label, placeholder, isReadOnly, isInvalid, describedBy, minLines]);
  useEffect(() => {
    const view = editor.current;
    view?.dispatch(withMarks(view.state, marks));
  }, [marks]);
  useImperativeHandle(handle, () => ({
    focus: () => editor.current?.focus(),
    select: (from, to) => {
      const view = editor.current;
      const end = view?.state.doc.length ?? 0;
      view?.dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) }, scrollIntoView: true });
      view?.focus();
    },
  }));

  return (
    <div
      ref={host}
      className={cx(
        "rounded-control border has-focus-visible:outline-2 has-focus-visible:outline-accent",
        isInvalid ? "border-failed" : "border-line-strong",
      )}
    />
  );
};
