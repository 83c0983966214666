import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/text.tsx";
import { TextInput } from "#components/ui/text-input.tsx";

type SearchBoxProps = { text: string; onChange: (text: string) => void };

/** Free text over all rows; `/` leads here from wherever nobody is typing. */
export const SearchBox = ({ text, onChange }: SearchBoxProps) => {
  const t = useTranslations("vms.search");
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, []);

  const clear = () => {
    onChange("");
    input.current?.focus();
  };
  return (
    <div className="relative w-full max-w-[300px] max-md:min-w-0 max-md:max-w-none max-md:flex-1">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-4 max-md:top-3 text-ink-3"
      />
      <TextInput
        ref={input}
        role="searchbox"
        aria-label={t("label")}
        aria-keyshortcuts="/"
        placeholder={t("placeholder")}
        value={text}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text) clear();
        }}
        className="truncate pr-10 pl-8"
      />
      {text ? (
        <IconButton
          label={t("clear")}
          icon={<X aria-hidden="true" className="size-3.5" />}
          onClick={clear}
          className="absolute top-0.5 right-0.5 max-md:m-0 max-md:-my-0.5"
        />
      ) : (
        <span aria-hidden="true" className="pointer-events-none absolute top-1.5 right-2 max-md:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  );
};
