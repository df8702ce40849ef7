/** Whether the browser may delete what this site keeps. */

/** `persisted`: only the user can; `best-effort`: the browser too, for want of room; `unknown`: it does not tell. */
export type Persistence = 'persisted' | 'best-effort' | 'unknown';

/**
 * What holds after asking the browser to keep everything. Some browsers ask the user in turn, so call it when that is
 * no surprise; who has it already is not asked again. Never fails.
 */
export async function requestPersistence(): Promise<Persistence> {
  try {
    const { storage } = navigator;
    return (await storage.persisted()) || (await storage.persist()) ? 'persisted' : 'best-effort';
  } catch {
    return 'unknown';
  }
}
