/** What a decision about users needs of the world. */
import type { Fetch } from './ask.ts';
import type { Issuers } from './issuers.ts';

export type Outside = { readonly fetch: Fetch; readonly issuers: Issuers; readonly nowMs: number };
