import { cx } from "./cx.ts";

/** Letter and colour of a family of operating systems: white on each is at least 4.5:1. */
const tiles: Record<string, [letter: string, colour: string]> = {
  ubuntu: ["U", "#c7431a"],
  debian: ["D", "#a80030"],
  rocky: ["R", "#0b7a54"],
  almalinux: ["A", "#4a5bd4"],
  centos: ["C", "#7a3fd1"],
  oracle: ["O", "#b8392a"],
  opensuse: ["S", "#4c7a22"],
  cloudlinux: ["C", "#2467a8"],
  talos: ["T", "#b5521b"],
  proxmox: ["P", "#a85a00"],
  windows: ["W", "#1a6fd4"],
  fedora: ["F", "#3a6ea8"],
  rhel: ["R", "#c00000"],
  alpine: ["A", "#0d597f"],
};

const unknown: [string, string] = ["?", "#5b6670"];

/** A letter tile; the system's name stands beside it. */
export const OsIcon = ({ family, className }: { family: string; className?: string }) => {
  const [letter, colour] = tiles[family] ?? unknown;
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={cx("size-5 shrink-0", className)}>
      <rect width="20" height="20" rx="4.5" fill={colour} />
      <text x="10" y="14" textAnchor="middle" fontSize="11" fontWeight="650" fill="#fff">
        {letter}
      </text>
    </svg>
  );
};
