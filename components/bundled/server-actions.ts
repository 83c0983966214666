/** Instead of Next's own, with all that packs arguments: there are no server actions, and the server refuses what would call one. */
export const serverActionReducer = (): never => {
  throw new Error("there are no server actions");
};
