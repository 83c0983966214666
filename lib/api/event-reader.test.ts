import fc from "fast-check";
import { expect, it } from "vitest";
import { createEventReader } from "./event-reader.ts";

it("reads each event once, in whatever pieces it arrives", () => {
  const text = ': here\n\ndata: {"a":1}\n\ndata: {"b":"data: x"}\n\nevent: other\nid: 7\ndata: {"c":"é"}\n\n: beat\n\n';
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const read: string[] = [];
      const reader = createEventReader((data) => read.push(data));
      const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      for (let n = 1; n < at.length; n++) reader(text.slice(at[n - 1], at[n]));
      expect(read).toEqual(['{"a":1}', '{"b":"data: x"}', '{"c":"é"}']);
    }),
  );
});

it("gives nothing of an event that has not ended", () => {
  const read: string[] = [];
  createEventReader((data) => read.push(data))('data: {"a":1');
  expect(read).toEqual([]);
});
