export const findGuestImage: () => string | null;
export const makeGuestImage: () => { folder: string; missing?: undefined } | { folder?: undefined; missing: string };
