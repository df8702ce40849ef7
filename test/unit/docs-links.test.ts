import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const docs = readdirSync('docs').map((name) => `docs/${name}`);
const examples = readdirSync('examples').map((name) => `examples/${name}/README.md`);
const pages = [...docs, 'README.md', 'llms.txt', 'client/README.md', ...examples];

/** A page without its blocks of code, in which brackets and signs have another meaning. */
const proseOf = (page: string): string => readFileSync(page, 'utf8').replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');

/** Where a page's links lead: the file from the root, and the heading, if they name one; no links to other sites. */
function linksOf(page: string): readonly { readonly file: string; readonly anchor: string | undefined }[] {
  return Array.from(proseOf(page).matchAll(/\]\((?!https?:)([^)\s]*)\)/g), ([, target = '']) => {
    const [path = '', anchor] = target.split('#');
    return { file: path === '' ? page : join(dirname(page), path), anchor };
  });
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): readonly string[] {
  return Array.from(proseOf(page).matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('every link of %s leads to a file, and to a heading of it if it names one', (page) => {
  const dead = linksOf(page).filter(
    ({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor)),
  );
  expect(dead).toEqual([]);
});

test.each(['docs/README.md', 'llms.txt'])('%s names every page of the documentation', (index) => {
  const named = new Set([index, ...linksOf(index).map(({ file }) => file)]);
  expect(docs.filter((page) => !named.has(page))).toEqual([]);
});
