export interface BenchApp { url: string; stop(): Promise<void> }
export async function startBenchApp(_url: string, _say: (line: string) => void): Promise<BenchApp> { throw new Error('later'); }
