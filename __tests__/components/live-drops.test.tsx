import { screen } from '@testing-library/react';
import {
  businessId,
  endOfTime,
  FakeEventSource,
  hide,
  open,
  openLive,
  pass,
  passAndHear,
  server,
  startOfTime,
  stream,
} from './support/live';

jest.mock('next/navigation', () => ({ useRouter: () => ({ refresh: () => undefined }) }));

beforeEach(startOfTime);
afterEach(endOfTime);

describe('a drop', () => {
  test('is said; after it the page looks where something was missed, and only there', () => {
    const { look } = openLive();
    stream().fail();
    expect(screen.getByRole('status')).toHaveTextContent('Reconnecting…');
    stream().send('resumed');
    expect(screen.getByRole('status')).toHaveTextContent('Live');
    expect(look).not.toHaveBeenCalled();

    stream().send('offline');
    expect(screen.getByRole('status')).toHaveTextContent('Reconnecting…');
    stream().send('resync');
    expect(screen.getByRole('status')).toHaveTextContent('Live');
    pass(10);
    expect(look).toHaveBeenCalledTimes(1);
  });

  test('that nobody noticed is found by the silence, and the stream opened again from where it was', () => {
    openLive();
    stream().send('change', { topic: 'wallets', id: 'a.7' });
    pass(30_000);
    stream().send('ping');
    pass(39_000);
    expect(FakeEventSource.all).toHaveLength(1);
    pass(1_000);
    expect(screen.getByRole('status')).toHaveTextContent('Reconnecting…');
    expect(FakeEventSource.open.map(({ address }) => address)).toEqual([
      `/api/live?business_id=${businessId}&last_event_id=a.7`,
    ]);
  });

  test('with the end of the token: it looks, which brings a new one, and opens the stream again', async () => {
    const { look } = openLive();
    stream().fail({ isRefused: true });
    await passAndHear(10);
    expect(look).toHaveBeenCalledTimes(1);
    await passAndHear(990);
    stream().send('resumed');
    expect(screen.getByRole('status')).toHaveTextContent('Live');
    pass(30_000);
    expect(look).toHaveBeenCalledTimes(1);
  });

  test('with the server or its database away: it does not look until there is something to see', async () => {
    const { look } = openLive();
    server.isThere = false;
    stream().fail({ isRefused: true });
    for (let tries = 0; tries < 30; tries += 1) {
      await passAndHear(1_000);
      stream().fail({ isRefused: true });
    }
    hide(false);
    await passAndHear(500);
    expect(look).not.toHaveBeenCalled();
    expect(screen.getByRole('status')).toHaveTextContent('Reconnecting…');
    await passAndHear(500);
    stream().send('resync');
    pass(10);
    expect(look).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('status')).toHaveTextContent('Live');
  });
});

test('where the server has no stream it looks every ten seconds, says so, and tries again', async () => {
  const { look } = open();
  stream().fail({ isRefused: true });
  expect(screen.getByRole('status')).toHaveTextContent('Updates every 10 seconds');
  await passAndHear(29_000);
  expect(look).toHaveBeenCalledTimes(2);
  await passAndHear(1_000);
  stream().send('resync');
  expect(screen.getByRole('status')).toHaveTextContent('Live');
  pass(1_000);
  look.mockClear();
  pass(20_000);
  expect(look).not.toHaveBeenCalled();
});

test('a page that is hidden for long gives its stream back, and is right when it is shown again', () => {
  const { look } = openLive();
  hide(true);
  pass(29_000);
  expect(FakeEventSource.open).toHaveLength(1);
  pass(1_000);
  expect(FakeEventSource.open).toEqual([]);
  hide(false);
  pass(10);
  expect(look).toHaveBeenCalledTimes(1);
  expect(stream().address).toContain('last_event_id=a.1');
});
