/** `npm run token -- NAME`: a token of the service on this machine for a user of this name, good for an hour. */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { seal } from '../src/auth/sealed.ts';
import { readAuth } from '../src/auth-variables.ts';

const [name] = process.argv.slice(2);
const settings = readAuth({
  ...(existsSync('.dev.vars') ? parseEnv(readFileSync('.dev.vars', 'utf8')) : {}),
  ...process.env,
});
if (name === undefined || settings?.secret === undefined) {
  console.error('Usage: npm run token -- NAME, with AUTH_SECRET in .dev.vars');
  process.exitCode = 1;
} else {
  const from = Math.floor(Date.now() / 1000);
  const members = { sub: name, idp: 'this machine', ver: '3', auth_time: from };
  console.log(await seal(members, { secret: settings.secret, purpose: settings.issuer }, { from, seconds: 3600 }));
}
