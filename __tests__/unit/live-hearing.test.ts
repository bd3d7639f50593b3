import { Hearing, toldNothing, toldUntil, type Told } from '@/lib/live/hearing';

/** What can happen to a place and to one viewer of it. */
const steps = [
  'wallets',
  'orders',
  'told',
  'told, and it is lost',
  'told in part',
  'drop',
  'break',
  'begin',
] as const;
type Step = (typeof steps)[number];

/** Every order of so many steps. */
function* orders(length: number): Generator<Step[]> {
  if (length === 0) return yield [];
  for (const rest of orders(length - 1)) for (const step of steps) yield [step, ...rest];
}

/** A place whose topics have versions, and a viewer who reads one when told that it changed, and all when told to look. */
function play(order: readonly Step[]) {
  const hearing = new Hearing();
  const truth = { wallets: 0, orders: 0 };
  const view = { wallets: -1, orders: -1 };
  let told: Told = toldNothing;
  let lastEventId: string | null = null;
  const isTold = ({ arrives }: { arrives: number }) => {
    const news = hearing.newsFor(told);
    told = news.told;
    for (const { type, id, topic } of news.events.slice(0, arrives)) {
      lastEventId = id ?? lastEventId;
      if (type === 'resync') Object.assign(view, truth);
      if (topic === 'wallets' || topic === 'orders') view[topic] = truth[topic];
    }
  };
  const comesBack = () => (told = toldUntil(lastEventId));
  const doStep: Record<Step, () => unknown> = {
    wallets: () => (truth.wallets++, hearing.hear('wallets')),
    orders: () => (truth.orders++, hearing.hear('orders')),
    told: () => isTold({ arrives: Infinity }),
    'told, and it is lost': () => (isTold({ arrives: 0 }), comesBack()),
    'told in part': () => (isTold({ arrives: 1 }), comesBack()),
    drop: comesBack,
    break: () => hearing.end(),
    begin: () => hearing.begin(),
  };
  hearing.begin();
  for (const step of order) doStep[step]();
  if (!hearing.isHeard) hearing.begin();
  isTold({ arrives: Infinity });
  return { truth, view };
}

test('whatever happens in whatever order, a viewer who is told again has missed nothing', () => {
  for (const length of [1, 2, 3, 4, 5]) {
    for (const order of orders(length)) {
      const { truth, view } = play(order);
      if (truth.wallets !== view.wallets || truth.orders !== view.orders) {
        throw new Error(`missed after: ${order.join(', ')}`);
      }
    }
  }
});

describe('a viewer who comes back', () => {
  const heard = (...topics: string[]) => {
    const hearing = new Hearing();
    hearing.begin();
    const { events } = hearing.newsFor(toldNothing);
    topics.forEach((topic) => hearing.hear(topic));
    return { hearing, firstId: events[0]?.id ?? null };
  };
  const typesFor = (hearing: Hearing, told: Told) =>
    hearing.newsFor(told).events.map(({ type, topic }) => topic ?? type);

  test('is told just what was missed, each topic once, in the order of the last change', () => {
    const { hearing, firstId } = heard('orders', 'wallets', 'orders', 'orders');
    expect(typesFor(hearing, toldUntil(firstId))).toEqual(['resumed', 'wallets', 'orders']);
  });

  test('may come back in the middle of what is told', () => {
    const { hearing, firstId } = heard('orders', 'wallets');
    const { events } = hearing.newsFor(toldUntil(firstId));
    const afterOrders = events.find(({ topic }) => topic === 'orders')?.id ?? null;
    expect(typesFor(hearing, toldUntil(afterOrders))).toEqual(['resumed', 'wallets']);
  });

  test('is told that nothing was missed where nothing was', () => {
    const { hearing, firstId } = heard();
    expect(typesFor(hearing, toldUntil(firstId))).toEqual(['resumed']);
  });

  test.each([
    ['of another hearing', `${crypto.randomUUID()}.0`],
    ['that says nothing', 'nonsense'],
    ['that is empty', ''],
    ['that was never given', null],
  ])('with an id %s looks at everything again', (_name, id) => {
    expect(typesFor(heard('orders').hearing, toldUntil(id))).toEqual(['resync']);
  });

  test('with an id of the future looks at everything again', () => {
    const { hearing, firstId } = heard('orders');
    expect(typesFor(hearing, toldUntil(firstId?.replace(/\.\d+$/, '.9') ?? null))).toEqual(['resync']);
  });
});
