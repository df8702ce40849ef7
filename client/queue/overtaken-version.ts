/** A version that no record has: an operation on it is refused, and its app shown what there is. */
export const overtakenVersion = '0000000000000000';
