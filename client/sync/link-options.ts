/** The options of a link, if there is one: it is asked of the client's own service, whatever address it has. */
export const optionsOf = (link: string | undefined): string | undefined => link?.replace(/^.*?\?/, '');
