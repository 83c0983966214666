import { useEffect } from "react";
import type { ChosenMachine } from "./use-reading.ts";

/** What somebody brings to the page without opening anything: text pasted beside the fields, or a file dropped on it. */
export type Brought = { text: string; files: readonly File[]; machine: ChosenMachine | null };

const noText = ["checkbox", "radio", "button", "submit", "file", "range"].map((type) => `[type=${type}]`);
const fields = `input:not(${noText.join(", ")}), textarea, dialog, [contenteditable]`;

/** Whether text that is pasted there has a place of its own; a radio button or a list of choices takes none. */
const takesText = (target: EventTarget | null): boolean => target instanceof Element && target.closest(fields) !== null;

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Calls with what is pasted or dropped where no field wants it. A dropped file would else take the place of the page. */
export const useBrought = (onBring: (brought: Brought) => void): void => {
  useEffect(() => {
    const handlePaste = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      if (event.defaultPrevented || takesText(target) || !clipboardData) return;
      const files = [...clipboardData.files];
      const text = clipboardData.getData("text/plain");
      if (files.length === 0 && text.trim() === "") return;
      event.preventDefault();
      onBring({ text: files.length > 0 ? "" : text, files, machine: null });
    };
    const handleOver = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const handleDrop = (event: DragEvent) => {
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onBring({ text: "", files, machine: null });
    };
    addEventListener("paste", handlePaste);
    addEventListener("dragover", handleOver);
    addEventListener("drop", handleDrop);
    return () => {
      removeEventListener("paste", handlePaste);
      removeEventListener("dragover", handleOver);
      removeEventListener("drop", handleDrop);
    };
  }, [onBring]);
};
