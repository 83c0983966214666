import type { KeyboardEvent } from "react";
import type { VmRow } from "#lib/resources/vm/view.ts";

type GridKeysOptions = {
  /** What has the focus: a row, or a heading. */
  entry: () => { key: string; row: VmRow | null } | null;
  /** Its place, and the last one there is. */
  at: number;
  last: number;
  pageSize: number;
  moveTo: (index: number) => void;
  /** Of the group that has the focus. */
  isOpen: () => boolean;
  headingOf: () => number;
  onToggle: (id: string, open?: boolean) => void;
  onOpen: (name: string) => void;
  onConsole: (row: VmRow) => void;
  onSelect: (row: VmRow) => void;
  /** The selection follows to a neighbour. */
  onStretch: (to: number) => void;
  onSelectAll: () => void;
  onClear: () => void;
};

/** What keys do in the list: arrows move, with Shift they select; left and right close and open groups. */
export const gridKeys =
  ({ entry: read, at, last, pageSize, moveTo, ...on }: GridKeysOptions) =>
  (event: KeyboardEvent<HTMLDivElement>): void => {
    const entry = read();
    const { target, key } = event;
    if (!entry || event.altKey || !(target instanceof Element)) return;
    if (target.closest("[role=menu], [role=columnheader]")) return;
    const { row } = entry;
    const onRow = target.getAttribute("role") === "row";
    const stretchTo = (to: number) => () => {
      on.onStretch(to);
      moveTo(to);
    };
    const withControl: Record<string, () => void> = { a: on.onSelectAll };
    const withShift: Record<string, () => void> = {
      ArrowDown: stretchTo(Math.min(last, at + 1)),
      ArrowUp: stretchTo(Math.max(0, at - 1)),
    };
    const ofRow = (row: VmRow): Record<string, (() => void) | false> => ({
      Enter: onRow && (() => on.onOpen(row.name)),
      " ": onRow && (() => on.onSelect(row)),
      x: () => on.onSelect(row),
      c: () => on.onConsole(row),
      ArrowLeft: onRow && on.headingOf() !== at && (() => moveTo(on.headingOf())),
    });
    const ofHeading: Record<string, () => void> = {
      Enter: () => on.onToggle(entry.key),
      " ": () => on.onToggle(entry.key),
      ArrowLeft: () => on.onToggle(entry.key, false),
      ArrowRight: () => (on.isOpen() ? moveTo(at + 1) : on.onToggle(entry.key, true)),
    };
    const plain: Record<string, (() => void) | false> = {
      ArrowDown: () => moveTo(at + 1),
      ArrowUp: () => moveTo(at - 1),
      PageDown: () => moveTo(at + pageSize),
      PageUp: () => moveTo(at - pageSize),
      Home: () => moveTo(0),
      End: () => moveTo(last),
      Escape: on.onClear,
      ...(row ? ofRow(row) : ofHeading),
    };
    const keys = event.ctrlKey || event.metaKey ? withControl : event.shiftKey ? withShift : plain;
    const act = Object.hasOwn(keys, key) && keys[key];
    if (!act) return;
    event.preventDefault();
    act();
  };
