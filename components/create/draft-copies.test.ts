import { describe, expect, it } from "vitest";
import { catalogueFixture } from "#lib/create/catalogue.fixture.ts";
import { startDraft, withName } from "./draft.ts";
import { withCopies } from "./draft-copies.ts";
import { withImage } from "./draft-start.ts";

const first = startDraft(catalogueFixture, null);
const [image] = catalogueFixture.images.slice(2);
const with3 = withCopies(first, "3", catalogueFixture);

describe("how many machines a draft makes", () => {
  it("takes a name that nobody typed along, so that all of them have free ones", () => {
    expect(first).toMatchObject({ copies: 1, copiesText: "1", input: { name: "ubuntu-2" } });
    // `ubuntu-1` is taken: the numbers come after another stem.
    expect(with3).toMatchObject({ copies: 3, copiesText: "3", input: { name: "ubuntu-1" } });
    expect(withCopies(with3, "1", catalogueFixture).input.name).toBe("ubuntu-2");
    if (image) expect(withImage(with3, image, catalogueFixture, null).input.name).toBe("oracle");
  });

  it("leaves a name alone that somebody typed", () =>
    expect(withCopies(withName(first, "web-7"), "4", catalogueFixture).input.name).toBe("web-7"));

  it.each(["", "0", "-1", "2.5", "1e2", "two"])("keeps %j as typed, as none", (text) =>
    expect(withCopies(first, text, catalogueFixture)).toMatchObject({ copies: 0, copiesText: text }),
  );
});
