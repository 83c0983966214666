const written = new WeakMap<object, string>();

/** An object's JSON. What is in a cache is never changed in place, so each is written once for all lists it stands in. */
export const writtenOf = (item: object): string => {
  const known = written.get(item);
  if (known !== undefined) return known;
  const text = JSON.stringify(item);
  written.set(item, text);
  return text;
};
