// Bundles the console into the folder given: node build.mjs FOLDER
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (!folder) {
  throw new Error('which folder?');
}
await mkdir(folder, { recursive: true });

await build({
  absWorkingDir: here,
  entryPoints: { console: 'src/main.jsx' },
  outdir: folder,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome110', 'firefox110', 'safari16.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
await build({
  absWorkingDir: here,
  entryPoints: { console: 'src/console.css' },
  outdir: folder,
  minify: true,
  target: ['chrome110', 'firefox110', 'safari16.4'],
  logLevel: 'warning',
});
await copyFile(join(here, 'src/index.html'), join(folder, 'index.html'));
await copyFile(join(here, 'src/icon.svg'), join(folder, 'icon.svg'));
const licence = await readFile(join(here, 'node_modules/preact/LICENSE'), 'utf8');
await writeFile(join(folder, 'licences.txt'), `The console contains Preact.\n\n${licence}`);
