import 'server-only';

/** The answer, or the failure that `late` makes where it takes longer. What is waited for is not stopped by that. */
export async function within<T>(milliseconds: number, answer: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  return Promise.race([answer, end]).finally(() => clearTimeout(timer));
}
