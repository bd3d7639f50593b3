import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './client/document';
import { generate } from './client/generate';

const folder = join('packages', 'client', 'src', 'generated');
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(generate(readDocument()))) {
  writeFileSync(join(folder, name), text);
  console.log(`wrote ${join(folder, name)}`);
}
