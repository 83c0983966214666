import { describe, expect, it } from "vitest";
import { checksumProblem, headerNameProblem, headerValueProblem } from "./source-header.ts";

describe("headers of a download", () => {
  it("take what HTTP takes", () => {
    for (const name of ["Authorization", "X-Api-Key", "x_1"]) expect(headerNameProblem(name)).toBeNull();
    for (const value of ["Bearer token123", "a\tb", "x"]) expect(headerValueProblem(value)).toBeNull();
  });
  it.each(["", "A B", "Ünsinn", "a:", "a\r\nHost", "x".repeat(129)])("refuse the name %j", (name) =>
    expect(headerNameProblem(name)).toBe("headerName"),
  );
  it.each(["Host", "content-length", "Transfer-Encoding", "Proxy-Authorization"])("leave %s to the importer", (name) =>
    expect(headerNameProblem(name)).toBe("headerReserved"),
  );
  it.each(["", " a", "a ", "a\r\nHost: evil", "a\nb", "a\0b", "é", "x".repeat(8_193)])("refuse the value %j", (value) =>
    expect(headerValueProblem(value)).toBe("headerValue"),
  );
});

describe("the checksum of a download", () => {
  it.each([
    "",
    `sha256:${"a".repeat(64)}`,
    `sha512:${"0".repeat(128)}`,
    `md5:${"F".repeat(32)}`,
    `sha1:${"1".repeat(40)}`,
  ])("may be %j", (checksum) => expect(checksumProblem(checksum)).toBeNull());
  it.each([
    "sha256",
    "sha256:",
    "sha256:abc123...",
    `sha256:${"g".repeat(64)}`,
    `sha256:${"a".repeat(63)}`,
    "a".repeat(64),
  ])("may not be %j", (checksum) => expect(checksumProblem(checksum)).toBe("checksumFormat"));
  it.each(["toString:aa", "__proto__:aa", `crc32:${"a".repeat(8)}`])("knows no algorithm in %s", (checksum) =>
    expect(checksumProblem(checksum)).toBe("checksumFormat"),
  );
});
