"use client";
import { useEffect } from "react";
import { lastTenantCookie } from "#lib/cookie-text.ts";
import { keepPreference } from "./preference.ts";

/** Notes the tenant one is in, so that `/` leads back to it. */
export const RememberTenant = ({ tenant }: { tenant: string }) => {
  useEffect(() => {
    keepPreference(lastTenantCookie, tenant);
  }, [tenant]);
  return null;
};
