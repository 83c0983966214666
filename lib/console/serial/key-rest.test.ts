import { expect, test } from "vitest";
import { isWishToReconnect } from "./key-rest.ts";

const none = { ctrlKey: false, altKey: false, metaKey: false };

test.each(["Enter", "a", " ", "ArrowUp"])("%s opens the line again", (key) =>
  expect(isWishToReconnect({ ...none, key })).toBe(true),
);

test.each(["Tab", "Escape", "Shift", "Control", "Alt", "Meta", "AltGraph"])("%s does not", (key) =>
  expect(isWishToReconnect({ ...none, key })).toBe(false),
);

test("nor does a shortcut of the browser or of this page", () => {
  expect(isWishToReconnect({ ...none, key: "r", ctrlKey: true })).toBe(false);
  expect(isWishToReconnect({ ...none, key: "k", metaKey: true })).toBe(false);
});
