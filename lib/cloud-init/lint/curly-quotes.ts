import type { Found } from "../finding.ts";

/** Typographic quotes around a whole value: YAML takes them for letters of it. */
export const curlyQuotes = (text: string): Found[] =>
  [...text.matchAll(/^([ \t]*(?:- +)?(?:[\w.-]+:[ \t]+)?)([“”„«‘’]([^“”„«»‘’"'\n]*)[“”»‘’])[ \t]*(?=\r?$)/gm)].map(
    ({ index, 1: before = "", 2: value = "", 3: inner }): Found => {
      const from = index + before.length;
      const to = from + value.length;
      const quote = /[\\]/.test(inner ?? "") ? "'" : '"';
      return {
        rule: "curlyQuotes",
        severity: "warning",
        from,
        to,
        fix: { id: "straightQuotes", changes: [{ from, to, insert: `${quote}${inner ?? ""}${quote}` }] },
      };
    },
  );
