import { MenuButton, type MenuButtonProps } from "./menu-button.tsx";
import { type MenuEntry, MenuItems } from "./menu-items.tsx";

type MenuProps = Omit<MenuButtonProps, "children"> & {
  items: readonly MenuEntry[] | (() => readonly MenuEntry[]);
};

/** A menu whose items are there from the beginning. */
export const Menu = ({ items, ...button }: MenuProps) => (
  <MenuButton {...button}>
    {(close) => <MenuItems items={typeof items === "function" ? items() : items} onDone={close} />}
  </MenuButton>
);
