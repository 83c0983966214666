import { describe, expect, it } from "vitest";
import { providerWordsSchema } from "./words.ts";
import { linkOf, storageClassWords, wordsIn } from "./words-in.ts";

const provider = providerWordsSchema.parse({
  name: "Example Cloud",
  sites: { en: "Three sites.", de: "Drei Standorte." },
  storageClasses: { replicated: { fr: "Trois copies." } },
  links: {
    general: "https://docs.example.com/",
    disks: { en: "https://docs.example.com/en/disks", fr: "https://docs.example.com/fr/disques" },
  },
});

describe("the provider's words", () => {
  it("are in one's own language, else in English, else in what there is", () => {
    expect(wordsIn(provider.sites, "de-CH")).toEqual({ text: "Drei Standorte.", language: "de" });
    expect(wordsIn(provider.sites, "fr-CH")).toEqual({ text: "Three sites.", language: "en" });
    expect(storageClassWords(provider, "replicated", "en-GB")).toEqual({ text: "Trois copies.", language: "fr" });
  });

  it("are nothing where nothing was said", () => {
    expect(provider).toMatchObject({ restart: null, encryption: null, images: null });
    expect(wordsIn(null, "en")).toBeNull();
    expect(storageClassWords(null, "replicated", "en")).toBeNull();
    for (const name of ["local", "constructor", "__proto__"])
      expect(storageClassWords(provider, name, "en")).toBeNull();
    expect(linkOf(null, "disks", "en", { orGeneral: true })).toBeNull();
  });

  it("link to a topic, and to the whole where that was asked for", () => {
    expect(linkOf(provider, "disks", "fr-CH")).toBe("https://docs.example.com/fr/disques");
    expect(linkOf(provider, "disks", "de-CH")).toBe("https://docs.example.com/en/disks");
    expect(linkOf(provider, "gpus", "de-CH")).toBeNull();
    expect(linkOf(provider, "gpus", "de-CH", { orGeneral: true })).toBe("https://docs.example.com/");
  });

  it.each([
    {},
    { name: "" },
    { name: "x", sites: {} },
    { name: "x", sites: { it: "Tre siti." } },
    { name: "x", sites: "Three sites." },
    { name: "x", restart: { en: "x".repeat(601) } },
    { name: "x", links: { general: "http://docs.example.com" } },
    { name: "x", links: { general: "javascript:alert(1)" } },
    { name: "x", links: { weather: "https://docs.example.com" } },
    { name: "x", links: { general: {} } },
    { name: "x", storageClasses: { "Not a class": { en: "y" } } },
    { name: "x", promise: { en: "y" } },
  ])("are not taken from %j", (section) => expect(providerWordsSchema.safeParse(section).success).toBe(false));
});
