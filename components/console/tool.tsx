import type { LucideIcon } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { MenuItem } from "#components/ui/menu-items.tsx";

/** One thing that can be done with a console: an icon where there is room, a line of a menu where there is not. */
export type Tool = {
  id: string;
  label: string;
  Icon: LucideIcon;
  onSelect: () => void;
  /** For what is on or off. */
  pressed?: boolean;
  disabledReason?: string | null;
};

export const ToolButton = ({ tool: { label, Icon, onSelect, pressed, disabledReason } }: { tool: Tool }) => (
  <IconButton
    label={label}
    icon={<Icon aria-hidden="true" className="size-4" />}
    aria-pressed={pressed}
    disabledReason={disabledReason}
    onClick={onSelect}
    className={cx("size-8!", pressed && "bg-pressed text-accent!")}
  />
);

export const toolItem = ({ id, label, Icon, onSelect, pressed, disabledReason }: Tool): MenuItem => ({
  id,
  label,
  icon: <Icon aria-hidden="true" className="size-4" />,
  onSelect,
  disabledReason,
  checked: pressed,
});
