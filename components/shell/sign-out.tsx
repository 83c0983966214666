"use client";
import { client } from "#lib/api/client.ts";
import type { SignOutRequest } from "#lib/api/requests.ts";

/** Ends the session and goes where the server says. Where that fails the page is loaded anew: it says who is signed in. */
export const signOut = (body: SignOutRequest = {}): void => {
  client.signOut(body).then(
    ({ location: next }) => location.assign(next),
    () => location.reload(),
  );
};
