// Well-known readers of the files that `./firsthand bench readers --keep DIR` left: node peers.mjs DIR
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { simpleParser } from 'mailparser';
import Papa from 'papaparse';
import { parseSync } from 'subtitle';

const folder = process.argv[2], best = 3;
const { version } = process;

// The mails of a mailbox one by one: mailparser reads a single mail.
const mails = (text) => text.split(/^From .*\n(?=From: )/m).filter(Boolean);

const peers = [
  ['subtitle 4.2.2', 'big.srt', (text) => parseSync(text).filter((node) => node.type === 'cue').length],
  ['subtitle 4.2.2', 'big.vtt', (text) => parseSync(text).filter((node) => node.type === 'cue').length],
  ['papaparse 5.7.1', 'big.csv', (text) => Papa.parse(text, { header: true, skipEmptyLines: true }).data.length],
  ['mailparser 3.14.2', 'all.mbox', async (text) => {
    let count = 0;
    for (const mail of mails(text)) { await simpleParser(mail); count++; }
    return count;
  }],
];

console.log(`node ${version}, one thread, the best of ${best}\n`);
console.log('| reader | file | size | read | records |\n|---|---|---|---|---|');
for (const [name, file, read] of peers) {
  const bytes = readFileSync(join(folder, file));
  let fastest = Infinity, records = 0;
  for (let run = 0; run < best; run++) {
    const began = performance.now();
    records = await read(bytes.toString('utf8'));
    fastest = Math.min(fastest, performance.now() - began);
  }
  console.log(`| ${name} | ${file} | ${(bytes.length / 1e6).toFixed(1)} MB | ${(bytes.length / 1e3 / fastest).toFixed(1)} MB/s | ${records} |`);
}
