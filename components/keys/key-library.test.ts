import { describe, expect, it } from "vitest";
import { createKeyLibrary, type KeyStorage } from "./key-library.ts";

const key = (seed: number) => {
  const blob = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from("ssh-ed25519"), Buffer.from([0, 0, 0, 32])]);
  return `ssh-ed25519 ${Buffer.concat([blob, Buffer.alloc(32, seed)]).toString("base64")} ada`;
};
const memory = (initial?: string): KeyStorage & { text: () => string | null } => {
  let text: string | null = initial ?? null;
  const setItem = (_: string, value: string) => {
    text = value;
  };
  return { getItem: () => text, setItem, text: () => text };
};

describe("key library", () => {
  it("remembers across pages, once each", () => {
    const storage = memory();
    createKeyLibrary(() => storage).add([key(1), key(2), key(1)]);
    expect(createKeyLibrary(() => storage).getSnapshot()).toEqual([key(1), key(2)]);
  });

  it("forgets, and tells whoever listens", () => {
    const library = createKeyLibrary(() => memory(JSON.stringify([key(1), key(2)])));
    let told = 0;
    const stop = library.subscribe(() => told++);
    library.forget(key(1));
    expect(library.getSnapshot()).toEqual([key(2)]);
    stop();
    library.forget(key(2));
    expect(told).toBe(1);
  });

  it("renames a key, whose body stays", () => {
    const storage = memory(JSON.stringify([key(1), key(2)]));
    const library = createKeyLibrary(() => storage);
    library.rename(key(1), "  work\n laptop\u202e ");
    const [renamed = ""] = library.getSnapshot();
    expect(renamed).toBe(key(1).replace(/ ada$/, " work laptop"));
    library.rename(renamed, "");
    expect(library.getSnapshot()).toEqual([key(1).replace(/ ada$/, ""), key(2)]);
  });

  it("reads again what another tab stored, while somebody looks", () => {
    const storage = memory();
    let changed = () => {};
    let watched = 0;
    const library = createKeyLibrary(
      () => storage,
      (report) => {
        watched += 1;
        changed = report;
        return () => {
          watched -= 1;
        };
      },
    );
    let told = 0;
    const stop = library.subscribe(() => told++);
    expect(library.getSnapshot()).toEqual([]);
    createKeyLibrary(() => storage).add([key(3)]);
    changed();
    expect(told).toBe(1);
    expect(library.getSnapshot()).toEqual([key(3)]);
    stop();
    expect(watched).toBe(0);
  });

  it("gives the same snapshot until something changes", () => {
    const library = createKeyLibrary(() => memory(JSON.stringify([key(1)])));
    expect(library.getSnapshot()).toBe(library.getSnapshot());
  });

  it("never stores what is no public key", () => {
    const storage = memory();
    createKeyLibrary(() => storage).add(["-----BEGIN OPENSSH PRIVATE KEY-----", "hunter2", key(1)]);
    expect(storage.text()).toBe(JSON.stringify([key(1)]));
  });

  it.each(["{", "null", '{"a":1}', '[1,null,"hunter2"]'])("reads %j as nothing", (text) =>
    expect(createKeyLibrary(() => memory(text)).getSnapshot()).toEqual([]),
  );

  it("works where storage is closed", () => {
    const library = createKeyLibrary(() => {
      throw new Error("SecurityError");
    });
    library.add([key(1)]);
    expect(library.getSnapshot()).toEqual([key(1)]);
  });
});
