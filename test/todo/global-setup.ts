/** Builds the app, once for all tests that use it. */
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build:todo'], { stdio: ['ignore', 'inherit', 'inherit'] });
}
