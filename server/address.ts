import * as z from "zod";

const isLoopback = ({ hostname }: URL) =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);

/** A URL that is https, or http on this very machine; no credentials, query or fragment. */
export const address = z.string().superRefine((text, context) => {
  const url = URL.parse(text);
  const problem = !url
    ? "is not a URL"
    : url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))
      ? "must be https (http only on a loopback address)"
      : url.username || url.password || url.search || url.hash
        ? "must not hold credentials, a query or a fragment"
        : null;
  if (problem) context.addIssue({ code: "custom", message: problem });
});

/** Several, separated by commas. */
export const listed = z.string().transform((text) => text.split(",").map((part) => part.trim()));

/** Addresses or networks of machines. */
export const networks = listed.pipe(
  z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], "must be addresses or networks")),
);
