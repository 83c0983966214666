import { useEffect } from "react";

/** What somebody brings to the page without opening anything: text pasted beside the fields, or a file dropped on it. */
export type Brought = { text: string; file: File | null };

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Calls with what is pasted or dropped where no field wants it. A dropped file would else take the place of the page. */
export const useBrought = (onBring: (brought: Brought) => void): void => {
  useEffect(() => {
    const handlePaste = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      if (event.defaultPrevented || isField(target) || !clipboardData) return;
      const [file = null] = clipboardData.files;
      const text = clipboardData.getData("text/plain");
      if (!file && text.trim() === "") return;
      event.preventDefault();
      onBring({ text: file ? "" : text, file });
    };
    const handleOver = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const handleDrop = (event: DragEvent) => {
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      const [file = null] = event.dataTransfer?.files ?? [];
      if (file) onBring({ text: "", file });
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
