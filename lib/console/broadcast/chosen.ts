/** So many consoles stand side by side at most: more cannot be read, and a person has a limit of open ones. */
export const mostConsoles = 4;

/** Names as Kubernetes has them. */
const nameForm = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** Which machines an address asks for: each once, as many as there is room for. */
export const chosenConsoles = (asked: string | readonly string[] | undefined): string[] =>
  [...new Set([asked ?? []].flat())].filter((name) => nameForm.test(name)).slice(0, mostConsoles);

/** The same with one of them a place further on (1) or back (-1); as it is where there is no such place. */
export const moved = (names: readonly string[], name: string, by: 1 | -1): string[] => {
  const at = names.indexOf(name);
  const other = names[at + by];
  if (at < 0 || other === undefined) return [...names];
  return names.map((each) => (each === name ? other : each === other ? name : each));
};
