/** What a shell is told of the window: a serial line carries no size, so its driver keeps the one it was given last. */
export const sizeCommand = (columns: number, rows: number): string => `stty cols ${columns} rows ${rows}`;
