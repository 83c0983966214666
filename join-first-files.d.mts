/** Writes the joined files beside their parts, and their names into what knew the parts. `built`: the folder of the build. */
export const joinFirstFiles: (built: string) => void;
