/** What tests hide where only a guest, a cluster or a person's own page may see it. */
export const sentinels = {
  cloudInit: "sentinel-of-cloud-init-7f3a",
  typed: "sentinel-typed-into-serial-91bd",
  /** Typed by console.spec.ts. */
  password: "secret-word",
} as const;
