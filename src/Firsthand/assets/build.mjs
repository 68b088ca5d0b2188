// Installs what package-lock.json names, checks the types, and bundles the islands into wwwroot/lib.
// Run by FrontEnd.targets from the project's folder. Several builds may run it at the same time: one works, the others wait and find it done.
import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const out = 'wwwroot/lib', lock = 'node_modules.lock', installed = 'node_modules/.installed', built = `${out}/.built`;

const hashOf = files => files.reduce((hash, file) => hash.update(file).update(readFileSync(file)), createHash('sha256')).digest('hex');
const sources = readdirSync('assets').filter(name => /\.(ts|mjs)$/.test(name)).sort().map(name => join('assets', name));
const packages = hashOf(['package.json', 'package-lock.json', '.npmrc']);
const everything = hashOf(['package-lock.json', 'tsconfig.json', ...sources]);
const reads = file => existsSync(file) ? readFileSync(file, 'utf8') : '';

await alone(async () => {
  if (reads(installed) !== packages) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const ci = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    if (ci.status !== 0) throw new Error(`npm ci ended with ${ci.status ?? ci.error?.message}`);
    writeFileSync(installed, packages);
  }
  if (reads(built) !== everything) {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.', '--pretty', 'false'], { stdio: 'inherit' });
    const { build } = await import('../node_modules/esbuild/lib/main.js');
    const fresh = `${out}.new`;
    rmSync(fresh, { recursive: true, force: true });
    await build({ entryPoints: ['assets/site.ts'], bundle: true, format: 'esm', minify: true, target: 'es2022', outdir: fresh, legalComments: 'none', logLevel: 'warning' });
    writeFileSync(join(fresh, '.built'), everything);
    rmSync(out, { recursive: true, force: true });
    renameSync(fresh, out);
  }
});

// The lock holds its owner's process id, so that a build that was killed blocks nobody.
async function alone(work) {
  for (;;) {
    try { writeFileSync(lock, String(process.pid), { flag: 'wx' }); break; }
    catch (error) { if (error.code !== 'EEXIST') throw error; }
    const owner = Number(reads(lock));
    if (owner && !lives(owner)) rmSync(lock, { force: true });
    else await new Promise(done => setTimeout(done, 200));
  }
  try { mkdirSync('node_modules', { recursive: true }); await work(); }
  finally { rmSync(lock, { force: true }); }
}

function lives(pid) {
  try { process.kill(pid, 0); return true; }
  catch (error) { return error.code === 'EPERM'; }
}
