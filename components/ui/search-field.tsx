import { Search } from "lucide-react";
import { cx } from "./cx.ts";
import { TextInput } from "./text-input.tsx";

const longest = 200;

type SearchFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
  className?: string;
};

/** Words that narrow what a page shows while they are typed. */
export const SearchField = ({ label, placeholder, value, onChange, className }: SearchFieldProps) => (
  <div className={cx("relative w-full max-md:max-w-none", className)}>
    <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 size-4 max-md:top-3 text-ink-3" />
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      maxLength={longest}
      onChange={(event) => onChange(event.target.value)}
      className="pl-8"
    />
  </div>
);
