/** Text files imported whole, as vite does. */
declare module '*?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is how vite gives the text.
  export default text;
}
