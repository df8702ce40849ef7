/** The question what becomes of edits that were not sent, when a user signs out. */
import { part } from './part.ts';

/** What the user says; undefined for staying. */
export function askAboutUnsent(): Promise<'keep' | 'wipe' | undefined> {
  const dialog = part(document, '#unsent', HTMLDialogElement);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const answer = (): void => {
      const { returnValue } = dialog;
      resolve(returnValue === 'keep' || returnValue === 'wipe' ? returnValue : undefined);
    };
    dialog.addEventListener('close', answer, { once: true });
  });
}
