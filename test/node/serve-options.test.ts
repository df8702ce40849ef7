import { describe, expect, test } from 'vitest';
import { readServeOptions } from '../../scripts/serve-options.ts';

const browsing = ['--var', 'ADMIN_SECRET:dev'];
const withPort = ['--port', '8787', ...browsing];

describe('the arguments of npm run dev', () => {
  test.each<[title: string, args: string[], serve: string[], choose: string[], persistTo: string | undefined]>([
    ['none: port 8787', [], withPort, [], undefined],
    ['a port of one’s own', ['--port', '9000'], [...browsing, '--port', '9000'], [], undefined],
    ['a port with an equals sign', ['--port=9000'], [...browsing, '--port=9000'], [], undefined],
    ['a folder for the data', ['--persist-to', 'd'], [...withPort, '--persist-to', 'd'], ['--persist-to', 'd'], 'd'],
    ['a folder, written otherwise', ['--persist-to=d'], [...withPort, '--persist-to=d'], ['--persist-to', 'd'], 'd'],
    ['an environment', ['-e', 'test'], [...withPort, '-e', 'test'], ['--env', 'test'], undefined],
    [
      'options that only wrangler dev knows',
      ['--log-level', 'debug', '--minify', '--persist-to', 'd'],
      [...withPort, '--log-level', 'debug', '--minify', '--persist-to', 'd'],
      ['--persist-to', 'd'],
      'd',
    ],
  ])('%s', (_, args, serve, choose, persistTo) => {
    expect(readServeOptions(args)).toEqual({ serve, choose, persistTo });
  });
});
