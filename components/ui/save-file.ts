/** Hands a file to the browser's downloads. */
export const saveFile = (blob: Blob, fileName: string): void => {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has read the blob by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
};
