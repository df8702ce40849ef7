/** Keeps the app on the device, so that it starts without a network, and offers new versions of it. */
import type { Notice } from './notice.ts';

export async function keepInstalled(notice: Notice): Promise<void> {
  const { serviceWorker } = navigator;
  const isFirst = serviceWorker.controller === null;
  const registration = await serviceWorker.register('/todo/sw.js', { scope: '/' });
  // A new version waits, since other tabs may use the old one, until the user says that it may begin.
  const offer = (): void => {
    const { waiting } = registration;
    if (waiting === null || serviceWorker.controller === null) return;
    notice.show('A new version is here.', { label: 'Start it', press: () => waiting.postMessage('begin') });
  };
  offer();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst) location.reload();
  });
}
