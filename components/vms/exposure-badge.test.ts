import { NextIntlClientProvider } from "next-intl";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { localeOf } from "#lib/i18n/languages.ts";
import vms from "#lib/i18n/messages/en/vms.json" with { type: "json" };
import type { Exposure } from "#lib/resources/vm/view.ts";
import { ExposureBadge } from "./exposure-badge.tsx";

/** The mark in it, and everything that is said, drawn or read out. */
const badge = (exposure: Exposure, filtersPorts: boolean) => {
  const inside = createElement(ExposureBadge, { vm: { exposure, filtersPorts } });
  const html = renderToStaticMarkup(
    createElement(NextIntlClientProvider, {
      locale: localeOf.en,
      timeZone: "UTC",
      messages: { vms },
      children: inside,
    }),
  );
  const title = /title="([^"]*)"/.exec(html)?.[1] ?? "";
  return { mark: /lucide-([a-z-]+)/.exec(html)?.[1], title, text: html.replace(/<[^>]*>/g, "") };
};
const ports: Exposure = { kind: "ports", ports: [22, 443] };

it("has a shield only where the list is known to filter", () => {
  expect(badge(ports, true)).toEqual({
    mark: "shield",
    title: "Only these TCP ports are let in: 22, 443",
    text: "22, 443",
  });
  const unsure = badge(ports, false);
  expect(unsure.mark).toMatch(/^triangle/);
  expect(unsure.title).toContain("Filtering of the other ports is not guaranteed");
  // Who does not see the colour is told, too.
  expect(unsure.text).toBe(`22, 443. ${unsure.title}`);
});

it("says the same of the other methods on every platform", () => {
  for (const filters of [true, false]) {
    expect(badge({ kind: "private" }, filters)).toMatchObject({ mark: "lock", text: "Private" });
    expect(badge({ kind: "whole" }, filters)).toMatchObject({ mark: "globe", text: "WholeIP" });
    expect(badge({ kind: "ports", ports: [] }, filters).text).toBe("Public IP, no port");
  }
});
