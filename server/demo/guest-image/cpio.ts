export type Entry = { path: string; mode: number; bytes?: Uint8Array };

const align = (length: number): number => (4 - (length % 4)) % 4;

/** One file of an archive, in cpio's format "newc": https://docs.kernel.org/driver-api/early-userspace/buffer-format.html */
const packed = ({ path, mode, bytes = new Uint8Array() }: Entry, inode: number): Buffer => {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode, mode, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, name.length, 0];
  const head = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}`);
  return Buffer.concat([
    head,
    name,
    Buffer.alloc(align(head.length + name.length)),
    bytes,
    Buffer.alloc(align(bytes.length)),
  ]);
};

export const folder = (path: string): Entry => ({ path, mode: 0o040755 });
export const link = (path: string, to: string): Entry => ({ path, mode: 0o120777, bytes: Buffer.from(to) });
export const file = (path: string, content: string | Uint8Array, mode = 0o644): Entry => ({
  path,
  mode: 0o100000 | mode,
  bytes: typeof content === "string" ? Buffer.from(content) : content,
});

/** Packs a file system for a kernel to start from. Paths have no leading slash, and folders come before what is in them. */
export const archive = (entries: readonly Entry[]): Buffer =>
  Buffer.concat([...entries, { path: "TRAILER!!!", mode: 0 }].map((entry, index) => packed(entry, index + 1)));
