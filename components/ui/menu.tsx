import type { ReactNode } from "react";
import { MenuButton, type MenuButtonProps } from "./menu-button.tsx";
import { type MenuEntry, MenuItems } from "./menu-items.tsx";

type MenuProps = Omit<MenuButtonProps, "children"> & {
  /** Shown above the items, e.g. who is signed in. */
  header?: ReactNode;
  items: readonly MenuEntry[] | (() => readonly MenuEntry[]);
};

/** A menu whose items are there from the beginning. */
export const Menu = ({ header, items, ...button }: MenuProps) => (
  <MenuButton {...button}>
    {(close) => <MenuItems header={header} items={typeof items === "function" ? items() : items} onDone={close} />}
  </MenuButton>
);
