/** What a puller keeps of a record. */
export type Pulled = { readonly id: string; readonly version: string; readonly updatedAt: string };
