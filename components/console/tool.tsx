import type { LucideIcon } from "lucide-react";
import { buttonClass } from "#components/ui/button-class.ts";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuEntry } from "#components/ui/menu-items.tsx";

/** One thing that can be done with a console: an icon where there is room, a line of a menu where there is not. */
export type Tool = {
  id: string;
  label: string;
  Icon: LucideIcon;
  disabledReason?: string | null;
  /** Seldom needed: in the menu even where the bar has room. */
  aside?: boolean;
} & (
  | {
      onSelect: () => void;
      /** For what is on or off. */
      pressed?: boolean;
    }
  /** A choice of its own, behind the icon. */
  | { items: readonly MenuEntry[] }
);

export const ToolButton = ({ tool }: { tool: Tool }) => {
  const { label, Icon, disabledReason } = tool;
  const icon = <Icon aria-hidden="true" className="size-4" />;
  if ("items" in tool && !disabledReason)
    return (
      <Menu
        label={label}
        triggerClass={buttonClass("ghost", "normal", "size-8! p-0!")}
        trigger={icon}
        items={tool.items}
      />
    );
  const pressed = "items" in tool ? undefined : tool.pressed;
  return (
    <IconButton
      label={label}
      icon={icon}
      aria-pressed={pressed}
      disabledReason={disabledReason}
      onClick={"items" in tool ? undefined : tool.onSelect}
      className={cx("size-8!", pressed && "bg-pressed text-accent!")}
      // Forced colours leave no background; a border stays.
      style={pressed ? { border: "1px solid currentColor" } : undefined}
    />
  );
};

/** The lines of a menu that stand for a tool. */
export const toolItems = (tool: Tool): MenuEntry[] => {
  if ("items" in tool) return [{ id: tool.id, heading: tool.label }, ...tool.items];
  const { id, label, Icon, onSelect, pressed, disabledReason } = tool;
  const icon = <Icon aria-hidden="true" className="size-4" />;
  return [{ id, label, icon, onSelect, disabledReason, checked: pressed }];
};
