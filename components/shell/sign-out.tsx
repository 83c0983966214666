"use client";
import type { SignOutRequest } from "#lib/api/requests.ts";

const loadClient = () => import("#lib/api/client.ts");

/** It may be wanted next. */
export const signOutSoon = (): void => void loadClient().catch(() => {});

/** Ends the session and goes where the server says. Where that fails the page is loaded anew: it says who is signed in. */
export const signOut = (body: SignOutRequest = {}): void => {
  loadClient()
    .then(({ client }) => client.signOut(body))
    .then(
      ({ location: next }) => location.assign(next),
      () => location.reload(),
    );
};
