import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Link } from "./link.tsx";

export type MenuItem = {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  danger?: boolean;
  /** A second line, e.g. what the action does. */
  detail?: string;
  disabledReason?: string | null;
  /** A mark for the current one of a choice. */
  checked?: boolean;
} & ({ href: string } | { onSelect: () => void });

/** A heading over the items that follow, or only a line. */
export type MenuHeading = { id: string; heading: string | null };
export type MenuEntry = MenuItem | MenuHeading;

type MenuItemsProps = {
  /** Shown above the items, e.g. who is signed in. */
  header?: ReactNode;
  items: readonly MenuEntry[];
  /** One was chosen. */
  onDone: () => void;
};

const itemClass =
  "flex w-full items-start gap-2.5 rounded-control px-2 py-1.5 text-left text-sm max-md:py-3 -outline-offset-2 focus:bg-raised enabled-hover:bg-raised aria-disabled:text-ink-3";

/** What stands in an open menu. */
export const MenuItems = ({ header, items, onDone }: MenuItemsProps) => (
  <>
    {header && (
      <div role="presentation" className="mb-1 border-line border-b px-2 py-2">
        {header}
      </div>
    )}
    {items.map((item) =>
      "heading" in item ? (
        <Heading key={item.id} text={item.heading} />
      ) : (
        <Entry key={item.id} item={item} onDone={onDone} />
      ),
    )}
  </>
);

const Heading = ({ text }: { text: string | null }) =>
  text === null ? (
    <hr className="my-1 border-line" />
  ) : (
    <p role="presentation" className="px-2 pt-2 pb-1 text-ink-3 text-xs">
      {text}
    </p>
  );

const Entry = ({ item, onDone }: { item: MenuItem; onDone: () => void }) => {
  const detail = item.disabledReason ?? item.detail;
  const body = (
    <>
      {item.icon && <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">{item.icon}</span>}
      <span className="min-w-0 flex-1">
        <span className="block">{item.label}</span>
        {detail && <span className="block text-ink-3 text-xs">{detail}</span>}
      </span>
      {item.checked && <span aria-hidden="true">✓</span>}
    </>
  );
  const className = cx(itemClass, item.danger && !item.disabledReason && "text-failed");
  if ("href" in item && !item.disabledReason)
    return (
      <Link role="menuitem" tabIndex={-1} href={item.href} className={className} onClick={onDone}>
        {body}
      </Link>
    );
  const handleClick = () => {
    if (item.disabledReason || !("onSelect" in item)) return;
    onDone();
    item.onSelect();
  };
  return (
    <button
      type="button"
      {...(item.checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": item.checked })}
      aria-disabled={item.disabledReason ? true : undefined}
      tabIndex={-1}
      className={className}
      onClick={handleClick}
    >
      {body}
    </button>
  );
};
