import { describe, expect, it } from "vitest";
import { cloudInitLimitBytes, cloudInitProblem, fetchesMore, isCloudInit, kindOf } from "./user-data.ts";

describe("user data", () => {
  it.each([
    ["#cloud-config\npackages: [htop]\n", "cloud-config"],
    ["#cloud-config \t\r\n{}", "cloud-config"],
    ["#cloud-config-archive\n- a", "archive"],
    ["#cloud-config-jsonp\n[]", "jsonp"],
    ["#!/bin/sh\necho hi", "script"],
    ["#include\nhttps://host.example/x", "include"],
    ["#include-once https://host.example/x", "include"],
    ["#cloud-boothook\nx", "boothook"],
    ["#part-handler\nx", "part-handler"],
    ["## template: jinja\n#cloud-config\n", "jinja"],
    ["#ps1_sysnative\nwhoami", "powershell"],
    ["MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n", "multipart"],
    ["", "empty"],
    [" \n\t\n", "empty"],
    ["\n#cloud-config", "unknown"],
    ["\ufeff#cloud-config\n", "unknown"],
    ["# cloud-config\n", "unknown"],
    ["#cloud-configs\n", "unknown"],
    ["machine:\n  type: worker\n", "unknown"],
  ] as const)("%j is %s", (text, kind) => expect(kindOf(text)).toBe(kind));

  it.each([
    "#cloud-config\npackages: [htop]\n",
    "#cloud-config\r\n{}",
    "#cloud-config",
    "#!/bin/sh\necho hi",
    "#! /usr/bin/env python3",
    "#include\nhttps://host.example/x",
    "#cloud-boothook\nx",
    "## template: jinja\n#cloud-config",
    "#ps1_sysnative\nwhoami",
    "Content-Type: multipart/mixed; boundary=x\n",
  ])("tells by its first line that cloud-init will act on it: %j", (text) => expect(isCloudInit(text)).toBe(true));

  it.each(["packages: [htop]", "\n#cloud-config", "# cloud-config", " #cloud-config", "#cloud-configs", "hello", "#"])(
    "is ignored by cloud-init: %j",
    (text) => expect(isCloudInit(text)).toBe(false),
  );

  it("X04: is data, whatever it holds; only what is no text and what is too long is refused", () => {
    const bomb = `#cloud-config\na: &a [x,x]\n${Array.from({ length: 9 }, (_, n) => `b${n}: [*a,*a]`).join("\n")}`;
    for (const text of ["", bomb, "#cloud-config\nx: !!js/function 'x'", "#include\nhttp://169.254.169.254/"])
      expect(cloudInitProblem(text)).toBeNull();
    for (const text of ["#cloud-config\0", "#!/bin/sh\u0007", "\ufffd", "\ud800"])
      expect(cloudInitProblem(text)).toBe("cloudInitBinary");
    expect(cloudInitProblem(`#cloud-config\n${"x".repeat(5_000_000)}`)).toBe("cloudInitTooLarge");
  });

  it("X04: is warned about where it fetches more from elsewhere", () => {
    const multipart =
      "Content-Type: multipart/mixed; boundary=x\n\n--x\ncontent-type: text/x-include-url\n\nhttp://x/\n";
    for (const text of ["#include\nhttp://169.254.169.254/", "#include-once\r\nhttp://x/", multipart])
      expect(fetchesMore(text)).toBe(true);
    for (const text of ["", "#cloud-config\n#include\n", "#!/bin/sh\n#include <stdio.h>"])
      expect(fetchesMore(text)).toBe(false);
  });

  it("counts bytes, not letters", () => {
    expect(cloudInitProblem("x".repeat(cloudInitLimitBytes))).toBeNull();
    expect(cloudInitProblem("é".repeat(cloudInitLimitBytes / 2 + 1))).toBe("cloudInitTooLarge");
  });
});
