import { expect, it } from "vitest";
import { opensHere } from "./opens-here.ts";

const click = {
  defaultPrevented: false,
  button: 0,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  currentTarget: { target: "" },
};

it("is so for a plain click, and for Enter, which browsers report as one", () => {
  expect(opensHere(click)).toBe(true);
  expect(opensHere({ ...click, currentTarget: { target: "_self" } })).toBe(true);
});

it.each([
  ["another tab", { ctrlKey: true }],
  ["another tab on a Mac", { metaKey: true }],
  ["another window", { shiftKey: true }],
  ["a download", { altKey: true }],
  ["the middle button", { button: 1 }],
  ["a link to another tab", { currentTarget: { target: "_blank" } }],
  ["a click that somebody has dealt with", { defaultPrevented: true }],
])("is not so for %s", (_name, change) => expect(opensHere({ ...click, ...change })).toBe(false));
