/**
 * Loads a CommonJS package afresh, with globals of its own. The old client finds its platform in globals (`cordova`,
 * `window.sqlitePlugin`, `XMLHttpRequest`); here these are parameters of its modules, so that each device has its own
 * and no other test sees any.
 */
import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

type LoadedModule = { exports: unknown };

/** What the package exports, from modules that nobody else has loaded. */
export function loadPackage(name: string, globals: Readonly<Record<string, unknown>>): unknown {
  const modules = new Map<string, LoadedModule>();
  const load = (path: string): unknown => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module: LoadedModule = { exports: {} };
    // Before it runs: modules of the client require each other in circles.
    modules.set(path, module);
    run(path, module);
    return module.exports;
  };
  const run = (path: string, module: LoadedModule): void => {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    if (path.endsWith('.json')) {
      module.exports = JSON.parse(text);
      return;
    }
    const nodeRequire = createRequire(path);
    const require = (id: string): unknown => (isBuiltin(id) ? nodeRequire(id) : load(nodeRequire.resolve(id)));
    const parameters = {
      exports: module.exports,
      require,
      module,
      __filename: path,
      __dirname: dirname(path),
      ...globals,
    };
    const body = compileFunction(text, Object.keys(parameters), { filename: path });
    Reflect.apply(body, module.exports, Object.values(parameters));
  };
  return load(createRequire(import.meta.url).resolve(name));
}
