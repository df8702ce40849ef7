/** How a record was not as the service has it: not here, in another version, or here and not in the list. */
export type Difference = { readonly id: string; readonly kind: 'missing' | 'outdated' | 'surplus' };
