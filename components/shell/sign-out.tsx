"use client";
import { client } from "#lib/api/client.ts";

/** Ends the session and goes where the server says. Where that fails the page is loaded anew: it says who is signed in. */
export const signOut = (): void => {
  client.signOut().then(
    ({ location: next }) => location.assign(next),
    () => location.reload(),
  );
};
