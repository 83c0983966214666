import { expect, it } from "vitest";
import { archive, file, folder, link } from "./cpio.ts";

it("packs files, folders and links as the kernel reads them", () => {
  const packed = archive([folder("bin"), file("bin/a", "hello", 0o755), link("init", "bin/a")]).toString("latin1");
  const heads = [...packed.matchAll(/070701[0-9a-f]{104}/g)];
  expect(heads).toHaveLength(4);
  for (const { index } of heads) expect(index % 4).toBe(0);
  const modes = heads.map(([head]) => Number.parseInt(head.slice(14, 22), 16).toString(8));
  expect(modes).toEqual(["40755", "100755", "120777", "0"]);
  expect(packed).toContain("bin/a\0hello\0\0\0");
  expect(packed.endsWith("TRAILER!!!\0\0\0\0")).toBe(true);
});
