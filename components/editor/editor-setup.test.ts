import { EditorState } from "@codemirror/state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editorBase, languageOf } from "./editor-setup.ts";
import { changeBetween } from "./text-change.ts";

const open = (doc: string) => EditorState.create({ doc, extensions: [editorBase(), languageOf("yaml")] });

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "\n",
      "\r",
      "\r\n",
      "\t",
      " ",
      "\u00a0",
      "\u2028",
      "\u2029",
      "\u0085",
      "\ufeff",
      "\0",
      "#",
      "- ",
      "🙂",
    ),
    fc.string({ minLength: 1, maxLength: 2, unit: "binary" }),
  ),
});

describe("the editor's text", () => {
  it.each([
    "#!/bin/sh\r\necho\r\n",
    "#cloud-config\rpackages: []\r",
    "a\u00a0b\tc \n\n",
    "no end of the last line",
    "\n",
    "",
    "\ufeff#cloud-config\n",
    "motd: 🙂👩‍👩‍👧\n",
    "a\u2028b\u2029c\u0085d",
    "half a pair \ud83d",
  ])("is what was put in: %j", (text) => expect(open(text).sliceDoc()).toBe(text));

  it("X04: is what was put in, whatever that is", () =>
    fc.assert(
      fc.property(anyText, (text) => {
        expect(open(text).sliceDoc()).toBe(text);
      }),
    ));

  it("is what it was changed to from outside, and what it was before when that is undone", () =>
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const state = open(before);
        const change = changeBetween(before, after);
        if (!change) return;
        const transaction = state.update({ changes: { ...change, insert: state.toText(change.insert) } });
        expect(transaction.state.sliceDoc()).toBe(after);
        const undone = transaction.state.update({ changes: transaction.changes.invert(state.doc) });
        expect(undone.state.sliceDoc()).toBe(before);
      }),
    ));
});
