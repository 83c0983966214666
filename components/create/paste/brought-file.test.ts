import { describe, expect, it } from "vitest";
import { readPasted } from "#lib/create/paste/read.ts";
import { optionsOf } from "#lib/create/paste/reading.fixture.ts";
import { readBrought } from "./brought-file.ts";

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name);
const brought = (name: string, content: string | Uint8Array<ArrayBuffer>) => readBrought([file(name, content)]);

const machine = (name: string, newline = "\n") =>
  ["apiVersion: apps.cozystack.io/v1alpha1", "kind: VMInstance", `metadata: {name: ${name}}`, "spec: {disks: [shared]}"]
    .map((line) => `${line}${newline}`)
    .join("");

/** Bytes of a text in UTF-16, with the mark before it that says in which order. */
const utf16 = (text: string, isLittle: boolean): Uint8Array<ArrayBuffer> => {
  const bytes = new DataView(new ArrayBuffer(2 * text.length + 2));
  for (const [at, code] of [0xfeff, ...Array.from(text, (sign) => sign.charCodeAt(0))].entries())
    bytes.setUint16(2 * at, code, isLittle);
  return new Uint8Array(bytes.buffer);
};

describe("a file that is brought", () => {
  it("is text whatever it is called", async () =>
    expect(await brought("vm.exe", "spec: {}\n")).toEqual({ name: "vm.exe", text: "spec: {}\n" }));

  it("X06: has a name that is text and moves nothing, also when it is a picture with a script in it", async () => {
    const svg = '<svg onload="alert(1)"/>';
    expect(await brought("<img src=x onerror=alert(1)>.svg", svg)).toEqual({
      name: "<img src=x onerror=alert(1)>.svg",
      text: svg,
    });
    expect(await brought("a\u202egpj.yaml\u0000\u0007\u2028", "")).toMatchObject({ name: "agpj.yaml" });
    expect((await brought("x".repeat(300), "")).name).toHaveLength(80);
  });

  it.each([
    ["UTF-8 with a mark before it", new TextEncoder().encode(`\ufeff${machine("web")}`)],
    ["UTF-8 with lines of Windows", new TextEncoder().encode(`\ufeff${machine("web", "\r\n")}`)],
    ["UTF-16, little end first", utf16(machine("web", "\r\n"), true)],
    ["UTF-16, big end first", utf16(machine("web"), false)],
  ])("is read in %s", async (_, bytes) => {
    const read = await brought("web.yaml", bytes);
    const pasted = readPasted("text" in read ? read.text : "", optionsOf("documented"));
    expect(pasted).toMatchObject({ ok: true, changes: [], input: { name: "web" } });
  });

  it("is refused when it is no text, too large or gone", async () => {
    expect(await brought("a.iso", "x".repeat(512 * 1024 + 1))).toMatchObject({ refusal: "fileTooLarge" });
    expect(await brought("a.txt", new Uint8Array(5 * 1024 * 1024))).toMatchObject({ refusal: "fileTooLarge" });
    for (const bytes of [
      [81, 70, 73, 0xfb],
      [0xff, 0xfe, 0, 0xd8],
      [0x67, 0xfc, 0x6e],
      [1, 0, 2],
    ])
      expect(await brought("a.qcow2", new Uint8Array(bytes))).toEqual({ name: "a.qcow2", refusal: "fileBinary" });
    const gone = { name: "a", size: 1, arrayBuffer: () => Promise.reject(new Error("gone")) };
    expect(await readBrought([gone])).toEqual({ name: "a", refusal: "fileFailed" });
    expect(await readBrought([])).toMatchObject({ refusal: "fileFailed" });
  });
});

describe("several files at once", () => {
  it("are one text, each below its name", async () => {
    const read = await readBrought([file("a: b\n.yaml", machine("web").trimEnd()), file("b.yaml", machine("db"))]);
    expect(read).toEqual({
      name: "a: b.yaml, b.yaml",
      text: `# a: b.yaml\n${machine("web")}---\n# b.yaml\n${machine("db")}`,
    });
    const pasted = readPasted("text" in read ? read.text : "", optionsOf("documented"), 1);
    expect(pasted).toMatchObject({
      ok: true,
      input: { name: "db" },
      machines: [{ name: "web", line: 3 }, { line: 9 }],
    });
  });

  it("are none where one of them cannot be taken, and that one is named", async () => {
    const one = file("web.yaml", machine("web"));
    expect(await readBrought([one, file("b.img", new Uint8Array([0, 1]))])).toEqual({
      name: "b.img",
      refusal: "fileBinary",
    });
    expect(await readBrought([file("user-data", "#cloud-config\n"), one])).toEqual({
      name: "user-data",
      refusal: "filesUserData",
    });
    expect(await readBrought([one, file("b.iso", "x".repeat(512 * 1024))])).toMatchObject({ refusal: "filesTooLarge" });
    expect(await readBrought(Array(21).fill(one))).toMatchObject({ refusal: "filesTooMany" });
  });
});
