import { writeFileSync } from 'node:fs';
import { withBench } from './bench';
void withBench({ seconds: 5, rounds: 3 }, async (bench) => {
  const product = await bench.product();
  const { addCreditScript } = await import('./product');
  writeFileSync('/tmp/play-n1.sql', addCreditScript(product, 1000));
  writeFileSync('/tmp/play-n2.sql', addCreditScript(product, 1));
  const admin = await bench.admin();
  writeFileSync('/tmp/play.json', JSON.stringify({ product, url: await bench.productUrl(), tpcb: await bench.tpcbUrl(), admin: (admin as unknown as {connectionParameters: object}).connectionParameters, password: (admin as unknown as {password: string}).password }));
  console.log('ready');
  await new Promise<void>((r) => { process.on('SIGINT', () => r()); process.on('SIGTERM', () => r()); setInterval(() => {}, 1 << 30); });
});
