/** How long before its end a session is spoken of. */
export const warnBeforeMs = 5 * 60_000;
