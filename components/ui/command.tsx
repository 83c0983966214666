import { CopyButton } from "./copy-button.tsx";

/** Lines for a shell, ready to copy. */
export const Command = ({ text, what }: { text: string; what: string }) => (
  <div className="flex items-start gap-2 rounded-control border border-line bg-raised py-1 pr-1 pl-3">
    <code className="min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap py-1 font-mono text-sm">{text}</code>
    <CopyButton text={text} what={what} />
  </div>
);
