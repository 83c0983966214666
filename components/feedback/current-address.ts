/** Path and query of the open page, to come back to after signing in. Only in the browser. */
export const currentAddress = (): string => `${location.pathname}${location.search}`;
