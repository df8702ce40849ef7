/** Console transcripts in Markdown: commands behind `$ `, each followed by what it prints. */

type Command = { readonly command: string; readonly output: string };

/** The commands of all `console` blocks, in order. */
export function readTranscript(markdown: string): readonly Command[] {
  const blocks = Array.from(markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm), ([, block]) => block ?? '');
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...output] = part.trimEnd().split('\n');
        return { command, output: output.join('\n') };
      }),
  );
}

/** The text with everything that differs from run to run replaced by what it is. */
export function maskRandom(text: string): string {
  return text
    .replaceAll(/"version":"[0-9a-f]{16}"/g, '"version":"<version>"')
    .replaceAll(/"requestId":"[0-9a-f]{12}"/g, '"requestId":"<request>"')
    .replaceAll(/"etag":"\\"[0-9a-f]{16}\\""/g, '"etag":"<version>"')
    .replaceAll(/"last-modified":"[^"]*"/g, '"last-modified":"<time>"')
    .replaceAll(/"x-sync-head":"\d+\.[0-9a-f]{16}"/g, '"x-sync-head":"<head>"')
    .replaceAll(/"digest":"[0-9a-f]{12}"/g, '"digest":"<digest>"')
    .replaceAll(/"authenticationToken":"[\w-]+\.[\w-]+\.[\w-]+"/g, '"authenticationToken":"<token>"')
    .replaceAll(/\$deltatoken=[\w-]+/g, '$$deltatoken=<token>')
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, '<time>')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');
}

/** A bash script that runs the commands and prints a line with their marker in front of the output of each. */
export function toScript(commands: readonly Command[], marker: string): string {
  const steps = commands.map(({ command }) => `echo; echo '${marker}'\n${command}`);
  return ['shopt -s expand_aliases', ...steps].join('\n');
}

/** The outputs of a script's commands. */
export function readOutputs(printed: string, marker: string): readonly string[] {
  return printed
    .split(`${marker}\n`)
    .slice(1)
    .map((output) => output.trim());
}
