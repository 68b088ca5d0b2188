// How fast the encoder is beside TensorFlow.js and beside what a core can multiply, all in one run:  node perf/encoder/compare.mjs
// Processor time on one pinned core, the best of several repeats, so that other work on the machine does not decide. OPENBLAS=FOLDER names a folder with libblas.so.3 for numpy.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '..', '..');
const benchmarks = join(root, 'artifacts/bin/Firsthand.Benchmarks/release/Firsthand.Benchmarks.dll');
const folder = mkdtempSync(join(tmpdir(), 'encoder-'));
const ids = join(folder, 'ids.json');

const run = (command, args, env = {}, stderr = 'inherit') => execFileSync(command, args, { cwd: here, encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', stderr] });
const figures = (...call) => JSON.parse(run(...call).trim().split('\n').at(-1));
const onOneCore = (command, args, ...rest) => figures('taskset', ['-c', '0', command, ...args], ...rest);
// Debian's numpy, or whichever the python3 on the path has; none is fine. An OpenBLAS older than the processor takes it for one of 2004: it is told otherwise, and the faster answer counts.
const numpy = () => {
  const found = [];
  for (const python of ['python3', '/usr/bin/python3']) {
    for (const core of [undefined, 'Haswell', 'SkylakeX']) {
      if (core === 'SkylakeX' && !readFileSync('/proc/cpuinfo', 'utf8').includes('avx512f')) continue;
      try {
        found.push(onOneCore(python, ['peak.py'], { OPENBLAS_NUM_THREADS: '1', LD_LIBRARY_PATH: process.env.OPENBLAS ?? '', ...(core && { OPENBLAS_CORETYPE: core }) }, 'ignore'));
      } catch {
        break; // no numpy here
      }
    }
  }
  return found.sort((a, b) => b.gigaflops - a.gigaflops)[0] ?? null;
};

try {
  run('dotnet', ['build', join(root, 'perf/Firsthand.Benchmarks'), '-c', 'Release', '-v', 'quiet', '-nologo']);
  if (!existsSync(join(here, 'node_modules'))) run('npm', ['ci', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);

  const ours = onOneCore('dotnet', [benchmarks, 'encoder-speed', ids]);
  const peer = onOneCore('node', ['peer.mjs', ids]);
  const blas = numpy();
  const all = figures('dotnet', [benchmarks, 'encoder-speed', ids]);

  const row = (name, value, unit, ratio = '') => console.log(`| ${name.padEnd(58)} | ${value.toFixed(1).padStart(8)} ${unit.padEnd(13)} | ${ratio.padEnd(34)} |`);
  console.log(`${cpus()[0].model}, 512 sentences of 12 words, ${ours.tokensPerSentence.toFixed(1)} tokens each\n`);
  row('Firsthand, single precision, one core', ours.sentencesPerCoreSecond, 'sentences/s', `${(ours.sentencesPerCoreSecond / peer.sentencesPerCoreSecond).toFixed(1)} x TensorFlow.js`);
  row(`TensorFlow.js ${peer.version}, wasm, SIMD, one core, ${peer.together} at once`, peer.sentencesPerCoreSecond, 'sentences/s', `largest difference ${peer.difference.toExponential(1)}`);
  row(`Firsthand, single precision, ${all.cores} cores (on the wall)`, all.sentencesPerSecond, 'sentences/s', `${(all.sentencesPerSecond / peer.sentencesPerCoreSecond).toFixed(1)} x TensorFlow.js on one`);
  row('Firsthand, eight bits, one core', ours.sentencesInBytesPerCoreSecond, 'sentences/s', `${(ours.sentencesInBytesPerCoreSecond / peer.sentencesPerCoreSecond).toFixed(1)} x TensorFlow.js, ${(ours.sentencesInBytesPerCoreSecond / ours.sentencesPerCoreSecond).toFixed(2)} x single`);
  row(`Firsthand, eight bits, ${all.cores} cores (on the wall)`, all.sentencesInBytesPerSecond, 'sentences/s', `${(all.sentencesInBytesPerSecond / peer.sentencesPerCoreSecond).toFixed(1)} x TensorFlow.js on one`);
  row('Firsthand, single precision, one core', ours.gigaflops, 'GFLOP/s', `${((100 * ours.gigaflops) / ours.kernelGigaflops).toFixed(0)} % of the kernel in cache`);
  row('its kernel on numbers in the nearest cache', ours.kernelGigaflops, 'GFLOP/s');
  if (blas) row('numpy, product of 1536 x 1536, one core', blas.gigaflops, 'GFLOP/s', `Firsthand at ${((100 * ours.gigaflops) / blas.gigaflops).toFixed(0)} % of it`);
} finally {
  rmSync(folder, { recursive: true });
}
