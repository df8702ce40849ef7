/** Names of databases as names of files, which some systems take in any case and others with few characters. */

/** Other names give other files everywhere: capitals are in it as percent codes. */
export const fileName = (name: string): string =>
  encodeURIComponent(name).replace(/%..|[A-Z*]/g, (part) =>
    part.length > 1 ? part : `%${part.charCodeAt(0).toString(16)}`,
  );
