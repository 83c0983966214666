import { expect, it } from "vitest";
import { glossary } from "./glossary.fixture.ts";
import { languages } from "./languages.ts";
import { textsOf } from "./messages.fixture.ts";

it.each(languages)("%s calls each thing by its one name", (language) => {
  const unwanted = glossary.flatMap(({ not, [language]: name }) =>
    not?.[language] ? [{ name, not: not[language] }] : [],
  );
  const found = textsOf(language).flatMap(([key, text]) =>
    unwanted.filter(({ not }) => not.test(text)).map(({ name }) => `${key}: ${name}, not: ${text}`),
  );
  expect(found).toEqual([]);
});

it.each(languages)("%s refuses no name of its own", (language) => {
  for (const { not } of glossary)
    expect(glossary.filter((term) => not?.[language]?.test(term[language])).map((term) => term[language])).toEqual([]);
});
