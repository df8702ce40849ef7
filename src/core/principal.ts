/** Who asks. */

/** A signed-in user. The id is opaque text, never empty; it owns records and operation keys. */
export type Principal = { readonly id: string };
