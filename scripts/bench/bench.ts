import { Client } from 'pg';
import { databaseUrl } from '../local/postgres';
import { SETTINGS } from '../local/stack';
import { startThrowawayServer, withDatabase } from '../local/throwaway';
import { startBenchApp, type BenchApp } from './app';
import { prepareTpcB } from './pgbench';
import { prepareProduct, type Product } from './product';

/** What rows measure with. Everything is brought up by the first row that asks for it. */
export interface Bench {
  /** Length of one turn. */
  seconds: number;
  /** How often the sides take turns. */
  rounds: number;
  /** The administrator's connection to the product's database. */
  admin(): Promise<Client>;
  /** The address of the product's database, for the product's role. */
  productUrl(): Promise<string>;
  /** A business with an API key and a thousand wallets. */
  product(): Promise<Product>;
  /** The address of a database of the same server with the tables of TPC-B, for the product's role. */
  tpcbUrl(): Promise<string>;
  /** Another database of the same server with nothing but the schema: a connection of the administrator, and the address. */
  freshDatabase(name: string): Promise<{ admin: Client; url: string }>;
  /** The production build, with two empty routes beside the product's. */
  app(): Promise<BenchApp>;
  say(line: string): void;
}

export interface BenchOptions {
  seconds: number;
  rounds: number;
}

/** Runs `work` with a bench, and stops whatever it brought up, however it ends. */
export async function withBench(options: BenchOptions, work: (bench: Bench) => Promise<void>): Promise<void> {
  const ends: (() => Promise<unknown>)[] = [];
  const onEnd = <T>(value: T, end: () => Promise<unknown>): T => {
    ends.push(end);
    return value;
  };
  const say = (line: string) => console.error(`  ${line}`);

  const server = once(async () => {
    say('Starting Postgres with the settings of the local stack, durable');
    const started = await startThrowawayServer({
      settings: { ...SETTINGS, fsync: 'on', synchronous_commit: 'on' },
    });
    return onEnd(started, () => started.stop());
  });
  const urlFor = async (database: string) => {
    const { adminUrl, appPassword } = await server();
    const port = Number(new URL(adminUrl).port);
    return databaseUrl({ user: 'drawdown', password: appPassword, port, database });
  };
  const admin = once(async () => {
    const client = new Client({ connectionString: (await server()).adminUrl });
    await client.connect();
    return onEnd(client, () => client.end());
  });
  const productUrl = once(async () => urlFor(new URL((await server()).adminUrl).pathname.slice(1)));
  const tpcbUrl = once(async () => {
    say('Filling the tables of TPC-B, scale 20');
    await (await admin()).query('create database tpcb owner drawdown');
    const granting = new Client({ connectionString: withDatabase((await server()).adminUrl, 'tpcb') });
    await granting.connect();
    await granting.query('grant create on schema public to drawdown');
    await granting.end();
    const url = await urlFor('tpcb');
    await prepareTpcB(url);
    return url;
  });
  const freshDatabase = async (name: string) => {
    const { adminUrl, template } = await server();
    await (await admin()).query(`create database ${name} template ${template}`);
    const client = new Client({ connectionString: withDatabase(adminUrl, name) });
    await client.connect();
    return { admin: onEnd(client, () => client.end()), url: await urlFor(name) };
  };
  const product = once(async () => prepareProduct(await admin()));
  const app = once(async () => {
    const started = await startBenchApp(await productUrl(), say);
    return onEnd(started, () => started.stop());
  });

  try {
    await work({ ...options, admin, productUrl, product, tpcbUrl, freshDatabase, app, say });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
