/** Options that `parseArgs` has read, for another program. */

type Options = { readonly [name: string]: string | boolean | undefined };

/** As arguments: `--name value`, `--name` for one that is on, and nothing for one that was not given. */
export function printOptions(options: Options): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}`, value];
  });
}
