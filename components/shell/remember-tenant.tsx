"use client";
import { useEffect } from "react";
import { lastTenantCookie, preferenceCookie } from "#lib/cookie-text.ts";

/** Notes the tenant one is in, so that `/` leads back to it. */
export const RememberTenant = ({ tenant }: { tenant: string }) => {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
    document.cookie = preferenceCookie(lastTenantCookie, tenant);
  }, [tenant]);
  return null;
};
