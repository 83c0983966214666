"use client";
import type { MouseEvent, ReactNode } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { api } from "#lib/api/paths.ts";
import { paths } from "#lib/paths.ts";

/** Straight to the provider, or to the page with every way there is. */
const addresses = { same: api.signIn(paths.signedIn()), any: paths.signIn(paths.signedIn()) } as const;
const windowName = "porthole-sign-in";

/**
 * Signs in again in a window of its own, so that this page never unloads and nothing typed is lost; that window tells the others and closes.
 * Where pop-ups are blocked it is a tab. `way` is `any` for who cannot come back as they came.
 */
export const SignInAgain = ({ way = "same", children }: { way?: "same" | "any"; children: ReactNode }) => {
  const address = addresses[way];
  const handleClick = (event: MouseEvent<HTMLAnchorElement>) => {
    const [width, height] = [520, 680];
    const [left, top] = [screenX + (outerWidth - width) / 2, screenY + (outerHeight - height) / 3];
    const small = open(address, windowName, `popup,width=${width},height=${height},left=${left},top=${top}`);
    if (small) event.preventDefault();
  };
  return (
    <a href={address} target={windowName} onClick={handleClick} className={buttonClass("primary", "small")}>
      {children}
    </a>
  );
};
