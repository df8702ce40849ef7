/** A D1 binding that counts how often it is called, whatever it is called for. */

/** Methods of a binding, and of its statements, that go to the database; all others only prepare. */
const calling = new Set<unknown>(['batch', 'exec', 'dump', 'first', 'run', 'all', 'raw']);
const preparing = new Set<unknown>(['prepare', 'bind', 'withSession']);

/** The same database; `onCall` hears of each call before it is made. */
export function countCalls<Target extends object>(target: Target, onCall: () => void): Target {
  return new Proxy(target, {
    get(_, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        if (calling.has(name)) onCall();
        const result: unknown = Reflect.apply(member, target, args);
        return preparing.has(name) && result instanceof Object ? countCalls(result, onCall) : result;
      };
    },
  });
}
