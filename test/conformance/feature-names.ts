/** What a server may have besides the table protocol, as cases name it. */
export const featureNames = ['delta-links', 'sync-head', 'operation-keys', 'digest', 'batch'] as const;

export type Feature = (typeof featureNames)[number];
