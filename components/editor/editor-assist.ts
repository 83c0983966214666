import { autocompletion } from "@codemirror/autocomplete";
import {
  type Diagnostic,
  forEachDiagnostic,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics,
} from "@codemirror/lint";
import type { EditorState, Extension, TransactionSpec } from "@codemirror/state";
import { type Command, EditorView, hoverTooltip, keymap } from "@codemirror/view";
import type { ChoicesAt, EditorHelp, EditorMark, HelpAt } from "./editor-props.ts";

const element = (name: string, className: string, text: string): HTMLElement => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const explained = (text: string) => () => element("div", "cm-explanation", text);

/** Words to choose from come up while one types; none is taken before somebody goes to it, so Enter stays a new line. */
const choosing = (choicesAt: () => ChoicesAt | undefined): Extension =>
  autocompletion({
    icons: false,
    selectOnOpen: false,
    interactionDelay: 0,
    activateOnCompletion: ({ apply }) => apply !== undefined,
    override: [
      ({ state, pos, explicit }) => {
        const found = choicesAt()?.(state.sliceDoc(), pos);
        // Between words nothing comes up unless it is asked for.
        if (!found || (!explicit && found.from === pos && !follows(state, pos))) return null;
        return {
          from: found.from,
          options: found.options.map(({ label, insert, detail, explanation }) => ({
            label,
            apply: insert,
            ...(detail && { detail }),
            ...(explanation && { info: explained(explanation) }),
          })),
        };
      },
    ],
  });

/** Right behind a key and its colon, where its value begins. */
const follows = (state: EditorState, at: number): boolean => /:\s$/.test(state.sliceDoc(Math.max(0, at - 2), at));

const helpBox = ({ title, detail, sentences }: EditorHelp): HTMLElement => {
  const box = element("div", "cm-explanation", "");
  const head = element("p", "", "");
  head.append(element("b", "", title), ` ${detail}`);
  box.append(head, ...sentences.map((sentence) => element("p", "", sentence)));
  return box;
};

const hovering = (helpAt: () => HelpAt | undefined): Extension =>
  hoverTooltip(
    ({ state }, pos) => {
      const word = state.wordAt(pos);
      const known = word && helpAt()?.(state.sliceDoc(), pos);
      return known ? { pos: word.from, end: word.to, create: () => ({ dom: helpBox(known) }) } : null;
    },
    { hideOnChange: true },
  );

/** Goes from one mark to another, and reads out what it says. */
const toMark =
  (go: Command): Command =>
  (view) => {
    if (!go(view)) return false;
    const { from } = view.state.selection.main;
    const said: string[] = [];
    forEachDiagnostic(view.state, (mark, start, end) => {
      if (start <= from && from <= end) said.push(mark.message);
    });
    view.dispatch({ effects: said.map((message) => EditorView.announce.of(message)) });
    return true;
  };

const markKeys = keymap.of([{ key: "F8", run: toMark(nextDiagnostic), shift: toMark(previousDiagnostic) }]);

/** The marks of a text, as far as it still reaches. */
export const withMarks = (state: EditorState, marks: readonly EditorMark[]): TransactionSpec => {
  const end = state.doc.length;
  return setDiagnostics(
    state,
    marks.map(({ from, to, severity, message }): Diagnostic => {
      const start = Math.min(from, end);
      return { from: start, to: Math.max(start, Math.min(to, end)), severity, message };
    }),
  );
};

export const editorAssist = (ask: {
  choices: () => ChoicesAt | undefined;
  help: () => HelpAt | undefined;
}): Extension => [choosing(ask.choices), hovering(ask.help), markKeys];
