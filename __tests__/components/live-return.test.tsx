import { render, screen } from '@testing-library/react';
import { ErrorState } from '@/components/data/error-state';
import { endOfTime, passAndHear, server, startOfTime } from './support/live';

beforeEach(startOfTime);
afterEach(endOfTime);

function fail() {
  const retry = jest.fn();
  return { retry, ...render(<ErrorState error={null} retry={retry} />) };
}

test('a page that failed while the server was away tries again by itself once it is back, and not before', async () => {
  server.isThere = false;
  const { retry } = fail();
  await passAndHear(20_000);
  expect(retry).not.toHaveBeenCalled();
  expect(screen.getByRole('status')).toHaveTextContent('Reconnecting…');
  server.isThere = true;
  await passAndHear(1_500);
  expect(retry).toHaveBeenCalledTimes(1);
});

test('a page that fails although the server is there tries again by itself at most once a minute', async () => {
  await passAndHear(120_000);
  const first = fail();
  await passAndHear(30_000);
  expect(first.retry).toHaveBeenCalledTimes(1);
  first.unmount();
  const second = fail();
  await passAndHear(20_000);
  expect(second.retry).not.toHaveBeenCalled();
});
