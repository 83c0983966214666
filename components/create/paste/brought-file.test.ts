import { describe, expect, it } from "vitest";
import { readBrought } from "./brought-file.ts";

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name);

describe("a file that is brought", () => {
  it("is text whatever it is called", async () =>
    expect(await readBrought(file("vm.exe", "spec: {}\n"))).toEqual({ name: "vm.exe", text: "spec: {}\n" }));

  it("X06: has a name that is text and moves nothing, also when it is a picture with a script in it", async () => {
    const svg = '<svg onload="alert(1)"/>';
    expect(await readBrought(file("<img src=x onerror=alert(1)>.svg", svg))).toEqual({
      name: "<img src=x onerror=alert(1)>.svg",
      text: svg,
    });
    expect(await readBrought(file("a\u202egpj.yaml\u0000\u0007", ""))).toMatchObject({ name: "agpj.yaml" });
    expect((await readBrought(file("x".repeat(300), ""))).name).toHaveLength(80);
  });

  it("is refused when it is no text, too large or gone", async () => {
    expect(await readBrought(file("a.iso", "x".repeat(512 * 1024 + 1)))).toMatchObject({ refusal: "fileTooLarge" });
    expect(await readBrought(file("a.qcow2", new Uint8Array([81, 70, 73, 0xfb])))).toMatchObject({
      refusal: "fileBinary",
    });
    expect(await readBrought(file("a", "a\0b"))).toMatchObject({ refusal: "fileBinary" });
    const gone = { name: "a", size: 1, text: () => Promise.reject(new Error("gone")) };
    expect(await readBrought(gone)).toEqual({ name: "a", refusal: "fileFailed" });
  });
});
