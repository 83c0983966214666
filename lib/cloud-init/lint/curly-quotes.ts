import type { Found } from "../finding.ts";

/** Typographic quotes around a whole value: YAML takes them for letters of it. */
export const curlyQuotes = (text: string): Found[] =>
  [...text.matchAll(/(?<=^[ \t]*(?:- +)?(?:[\w.-]+:[ \t]+)?)[“”„«‘’]([^“”„«»‘’"'\n]*)[“”»‘’][ \t]*(?=\r?$)/gm)].map(
    ({ index, 0: all, 1: inner }): Found => {
      const to = index + all.trimEnd().length;
      const quote = /[\\]/.test(inner ?? "") ? "'" : '"';
      return {
        rule: "curlyQuotes",
        severity: "warning",
        from: index,
        to,
        fix: { id: "straightQuotes", changes: [{ from: index, to, insert: `${quote}${inner ?? ""}${quote}` }] },
      };
    },
  );
