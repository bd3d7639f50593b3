import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '@/lib/http/openapi';

const file = join('public', 'openapi.json');
writeFileSync(file, `${JSON.stringify(openApiDocument(), null, 2)}\n`);
console.log(`wrote ${file}`);
