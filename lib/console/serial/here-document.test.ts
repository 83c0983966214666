import { expect, test } from "vitest";
import { hereDocument } from "./here-document.ts";
import { safePaste } from "./paste.ts";

test("a text becomes a file, word for word", () => {
  expect(hereDocument(safePaste("a: $HOME\n  b: `id`\n"), "pasted.yaml", false)).toBe(
    "cat > pasted.yaml <<'EOF'\ra: $HOME\r  b: `id`\rEOF\r",
  );
});

test("a line that would end it does not", () => {
  expect(hereDocument(safePaste("EOF\nEOF1\nrm x"), "f", false)).toBe("cat > f <<'EOF2'\rEOF\rEOF1\rrm x\rEOF2\r");
});

test("tabs stay tabs where a shell would complete with them", () => {
  expect(hereDocument(safePaste("all:\n\tmake"), "f", false)).toContain("\r\x16\tmake\r");
  expect(hereDocument(safePaste("all:\n\tmake"), "f", true)).toContain("\r\tmake\r");
});

test("a file's name cannot become a command", () => {
  expect(hereDocument(safePaste("x"), "a; rm -rf '/'", false)).toMatch(/^cat > 'a; rm -rf '\\''\/'\\''' <<'EOF'\r/);
});
