import { act, render, screen } from '@testing-library/react';
import { StrictMode, useState } from 'react';
import { LiveBusiness, useLiveBusiness } from '@/components/live/live-business';
import { LiveRefresh } from '@/components/live/live-refresh';
import { useLive } from '@/components/live/use-live';
import {
  businessId,
  customerId,
  endOfTime,
  FakeEventSource,
  open,
  openLive,
  Page,
  pass,
  startOfTime,
  stream,
} from './support/live';

const refreshed = jest.fn();
jest.mock('next/navigation', () => ({ useRouter: () => router }));
const router = { refresh: () => refreshed() as unknown };

beforeEach(startOfTime);
afterEach(endOfTime);

describe('looking', () => {
  test('once when it begins to follow: what it shows was read before', () => {
    const { look } = open();
    expect(look).not.toHaveBeenCalled();
    stream().send('resync');
    pass(10);
    expect(look).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('status')).toHaveTextContent('Live');
  });

  test('at once for what one commit changed, and once more for all that follow within a moment', () => {
    const { look } = openLive(['customers', 'wallets']);
    stream().send('change', { topic: 'customers' });
    stream().send('change', { topic: 'wallets' });
    pass(10);
    expect(look).toHaveBeenCalledTimes(1);
    for (let change = 0; change < 20; change += 1) stream().send('change', { topic: 'wallets' });
    pass(149);
    expect(look).toHaveBeenCalledTimes(1);
    pass(1);
    expect(look).toHaveBeenCalledTimes(2);
    pass(10_000);
    expect(look).toHaveBeenCalledTimes(2);
  });

  test('at most once a second for usage, without holding back anything else', () => {
    const { look } = openLive(['usage', 'wallets']);
    for (let change = 0; change < 9; change += 1) {
      stream().send('change', { topic: 'usage' });
      pass(100);
    }
    expect(look).toHaveBeenCalledTimes(1);
    stream().send('change', { topic: 'wallets' });
    pass(10);
    expect(look).toHaveBeenCalledTimes(2);
    pass(100);
    expect(look).toHaveBeenCalledTimes(3);
  });

  test('not for what the page does not show', () => {
    const { look } = openLive(['wallets']);
    stream().send('change', { topic: 'orders' });
    pass(5_000);
    expect(look).not.toHaveBeenCalled();
  });

  test('with the newest function, and never again once the page is gone', () => {
    const looks: number[] = [];
    function Counting() {
      const [count, setCount] = useState(0);
      useLive(useLiveBusiness(), ['wallets'], () => {
        looks.push(count);
        setCount(count + 1);
      });
      return null;
    }
    const { unmount } = render(
      <StrictMode>
        <LiveBusiness businessId={businessId}>
          <Counting />
        </LiveBusiness>
      </StrictMode>,
    );
    const source = stream();
    source.send('resync');
    pass(150);
    source.send('change', { topic: 'wallets' });
    pass(10);
    unmount();
    pass(5_000);
    source.send('change', { topic: 'wallets' });
    expect(looks).toEqual([0, 1]);
  });
});

describe('the stream', () => {
  test('is one for all that follow a business, and stays for the next page', () => {
    const look = jest.fn();
    const { rerender, unmount } = render(
      <LiveBusiness businessId={businessId}>
        <Page topics={['wallets']} onLook={look} />
        <Page topics={['orders']} onLook={look} />
      </LiveBusiness>,
    );
    expect(FakeEventSource.open.map(({ address }) => address)).toEqual([
      `/api/live?business_id=${businessId}`,
    ]);
    stream().send('resync');
    pass(1_000);
    look.mockClear();
    rerender(
      <LiveBusiness businessId={businessId}>
        <Page key="next" topics={['products']} onLook={look} />
      </LiveBusiness>,
    );
    pass(10);
    // The next page may have been read before something changed that it was not there to hear.
    expect(look).toHaveBeenCalledTimes(1);
    unmount();
    pass(2_000);
    expect(FakeEventSource.all).toHaveLength(1);
    expect(FakeEventSource.open).toEqual([]);
  });

  test('is of its own for a page of one customer', () => {
    render(
      <LiveBusiness businessId={businessId} customerId={customerId}>
        <Page topics={['wallets']} onLook={() => undefined} />
      </LiveBusiness>,
    );
    expect(stream().address).toBe(`/api/live?business_id=${businessId}&customer_id=${customerId}`);
  });

  test('is not there outside of a business', () => {
    render(<Page topics={['wallets']} onLook={() => undefined} />);
    expect(FakeEventSource.all).toEqual([]);
  });
});

test('a page is rendered again one time after the other, and once more for what changed meanwhile', async () => {
  const answers: (() => void)[] = [];
  refreshed.mockImplementation(() => new Promise<void>((resolve) => answers.push(resolve)));
  render(
    <LiveBusiness businessId={businessId}>
      <LiveRefresh topics={['wallets']} />
    </LiveBusiness>,
  );
  stream().send('resync');
  pass(10);
  for (let change = 0; change < 10; change += 1) {
    stream().send('change', { topic: 'wallets' });
    pass(200);
  }
  expect(refreshed).toHaveBeenCalledTimes(1);
  await act(async () => answers[0]?.());
  expect(refreshed).toHaveBeenCalledTimes(2);
  await act(async () => answers[1]?.());
  pass(1_000);
  expect(refreshed).toHaveBeenCalledTimes(2);
});
