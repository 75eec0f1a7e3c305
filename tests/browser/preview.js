// A project that a test changes as its author would, and the live preview that shows it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { program, today } from './site.js';

const features = join(import.meta.dirname, 'features');

/** A copy of the features, with these files beside or in place of theirs. */
export function project(files = {}) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sevenfold-preview-')));
  cpSync(features, folder, { recursive: true });
  const at = (path) => join(folder, path);
  const copy = {
    folder,
    read: (path) => readFileSync(at(path), 'utf8'),
    save(path, text) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    edit(path, from, to) {
      const text = copy.read(path);
      if (!text.includes(from)) throw new Error(`“${from}” is not in ${path}`);
      copy.save(path, text.replace(from, () => to));
    },
    rename: (from, to) => renameSync(at(from), at(to)),
    remove: (path) => rmSync(at(path), { recursive: true, force: true }),
  };
  for (const [path, text] of Object.entries(files)) copy.save(path, text);
  return copy;
}

/** Starts the preview of a folder; `address` leads to its first page. */
export async function start(folder, port = 0) {
  const { VISUAL, EDITOR, ...environment } = process.env;
  const preview = spawn(program, ['serve', '--project', folder, '--port', String(port), '--today', today], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: environment,
  });
  // A test that fails on its way must not leave a preview behind.
  const kill = () => preview.kill('SIGKILL');
  process.on('exit', kill);
  const ended = once(preview, 'exit').then(() => process.off('exit', kill));
  const address = await Promise.race([
    addressIn(preview.stdout),
    ended.then(() => {
      throw new Error(`the preview of ${folder} has ended before it gave an address`);
    }),
  ]);
  const stop = async () => {
    kill();
    await ended;
  };
  return { address, port: Number(new URL(address).port), stop };
}

// Whatever else is printed is read as well: a full pipe would hold the preview.
function addressIn(output) {
  let text = '';
  output.setEncoding('utf8');
  return new Promise((found) => {
    output.on('data', (part) => {
      text += part;
      const line = /^ {2}(http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(text);
      if (line) found(line[1]);
    });
  });
}
