import { NotFoundState } from '@/components/data/not-found-state';
import { Logo } from '@/components/shell/logo';

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col px-5 py-5">
      <Logo />
      <div className="flex flex-1 flex-col justify-center">
        <NotFoundState />
      </div>
    </main>
  );
}
