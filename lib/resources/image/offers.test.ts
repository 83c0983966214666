import { expect, it } from "vitest";
import { offerKinds, offersFor, plainOffersQuery, readOffersQuery, writeOffersQuery } from "./offers.ts";

const read = (query: string) => readOffersQuery((name) => new URLSearchParams(query).get(name));

it.each(offerKinds)("what one looks at is in the address and comes back from it (%s)", (kind) => {
  for (const text of ["", "mémoire & co", "u1"]) {
    const query = { text, kind };
    expect(read(writeOffersQuery(query))).toEqual(query);
  }
});

it("takes an address that says nothing it knows for the page as it opens", () => {
  expect(read("show=prices&x=1")).toEqual(plainOffersQuery);
  expect(writeOffersQuery(plainOffersQuery)).toBe("");
  expect(read(`q=${"x".repeat(1_000)}`).text).toHaveLength(200);
});

it.each([
  ["", ["Mémoire élevée u1", "web"]],
  ["memoire", ["Mémoire élevée u1"]],
  ["U1 ÉLEVÉE", ["Mémoire élevée u1"]],
  ["u1 web", []],
  ["(.*", []],
])("finds by every word, however it is written: %j", (text, found) =>
  expect(offersFor(["Mémoire élevée u1", "web"], text, (one) => [one])).toEqual(found),
);
