import { expect, test } from "vitest";
import { firstLook, readLook } from "./look.ts";

const first = firstLook(false);

test("what was kept comes back", () => {
  const look = { fontSize: 18, theme: "light", webgl: true, screenReader: true } as const;
  expect(readLook(JSON.stringify(look), first)).toEqual(look);
});

test.each([null, "", "{", "null", "3", '"x"', '{"fontSize":1000,"theme":"pink","webgl":"yes"}'])(
  "of %s nothing is taken",
  (kept) => expect(readLook(kept, first)).toEqual(first),
);

test("what is right of it is taken", () => {
  expect(readLook('{"fontSize":22,"theme":7}', first)).toEqual({ ...first, fontSize: 22 });
});

test("who asks for contrast begins with it", () => expect(firstLook(true).theme).toBe("contrast"));
