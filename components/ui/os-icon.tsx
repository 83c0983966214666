import { cx } from "./cx.ts";

/** Mark and colour of a family of operating systems. The marks are our own drawings; white on each colour is at least 4.5:1. */
const marks: Record<string, [mark: string, colour: string]> = {
  ubuntu: ["M10 6.8a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4M10 3.4v.1M15.7 13.3v.1M4.3 13.3v.1", "#c7431a"],
  debian: ["M14 6.4a5 5 0 1 0 .6 6.4M12.4 8.4a2.6 2.6 0 1 0-2.7 4", "#a80030"],
  rocky: ["M3.8 13.2 9 7.8l2.4 2.4M8 15.2l5-5.4 3.2 3.4", "#0b7a54"],
  almalinux: ["M10 4.2V10l5.5-1.8M10 10l3.4 4.7M10 10l-3.4 4.7M10 10 4.5 8.2", "#4a5bd4"],
  centos: ["m10 4 6 6-6 6-6-6zM10 4v12M4 10h12", "#7a3fd1"],
  oracle: ["M7.4 6.4h5.2a3.6 3.6 0 0 1 0 7.2H7.4a3.6 3.6 0 0 1 0-7.2z", "#b8392a"],
  opensuse: [
    "M15.6 9.2C15 6.6 12.6 5 9.9 5.4 6.8 5.8 4.6 8.4 5 11c.3 2.2 2.3 3.6 4.3 3.2 1.7-.3 2.8-1.9 2.4-3.4-.3-1.2-1.6-1.8-2.6-1.4",
    "#4c7a22",
  ],
  cloudlinux: ["M6.5 14a3 3 0 0 1-.3-6A4 4 0 0 1 14 7.6a3.2 3.2 0 0 1 0 6.4z", "#2467a8"],
  talos: ["M4.8 6h10.4M10 6v8.5M7.2 14.5h5.6", "#b5521b"],
  proxmox: ["m4.6 5.2 4.8 4.8-4.8 4.8M15.4 5.2 10.6 10l4.8 4.8", "#a85a00"],
  windows: ["M4.6 4.6h10.8v10.8H4.6zM10 4.6v10.8M4.6 10h10.8", "#1a6fd4"],
  fedora: ["M13.6 5.2c-2.2-.9-4.2.4-4.2 2.8v5c0 1.6-1.1 2.6-2.7 2.3M6.4 10.2h6.2", "#3a6ea8"],
  rhel: ["M3.6 12.4c3.2 2.6 9.6 2.6 12.8 0M6 12l1-4.2c.3-1 1.4-1 3-.4 1.6-.6 2.7-.6 3 .4L14 12", "#c00000"],
  alpine: ["M3.4 14.4 8 6.8l4.6 7.6M11 10.4l2-3 3.6 7", "#0d597f"],
};

const unknown: [string, string] = ["m5.4 6.8 3.2 3.2-3.2 3.2M10.6 13.6h4.2", "#5b6670"];

/** The system's name stands beside it. */
export const OsIcon = ({ family, className }: { family: string; className?: string }) => {
  const [mark, colour] = marks[family] ?? unknown;
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      style={{ background: colour }}
      className={cx("size-5 shrink-0 rounded-tile", className)}
    >
      <path d={mark} fill="none" stroke="#fff" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
};
