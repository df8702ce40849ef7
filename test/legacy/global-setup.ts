/** Installs the service before its tests. */
import { installPackages } from '../../scripts/install-packages.ts';

export default function setup(): void {
  installPackages(new URL('.', import.meta.url));
}
