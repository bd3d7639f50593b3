import { durationWords, endWords, rateWords, shortDuration } from '@/components/portal/session-words';
import { formatClock } from '@/lib/ui/duration';

const customerId = '0196c1f0-0000-7000-8000-000000000001';

describe('the words of a session', () => {
  it.each([
    [0, '0:00', '0 seconds', '0 s'],
    [9, '0:09', '9 seconds', '9 s'],
    [61, '1:01', '1 minute 1 second', '1 min 1 s'],
    [600, '10:00', '10 minutes', '10 min'],
    [3605, '1:00:05', '1 hour', '1 h'],
    [7380, '2:03:00', '2 hours 3 minutes', '2 h 3 min'],
    [90_061, '1 d 01:01:01', '1 day 1 hour', '1 d 1 h'],
  ])('%d seconds are %s on a clock, %s in a sentence', (seconds, clock, words, short) => {
    expect(formatClock(seconds)).toBe(clock);
    expect(durationWords(seconds)).toBe(words);
    expect(shortDuration(seconds)).toBe(short);
  });

  it.each([
    ['stopped', `customer:${customerId}`, 'you stopped it'],
    ['stopped', 'user:0196c1f0-0000-7000-8000-00000000000c', 'Northwind stopped it'],
    ['ran_out', null, 'your credits ran out'],
    ['ended_by_business', 'api_key:x', 'Northwind ended it'],
    ['customer_archived', 'user:x', 'Northwind closed your account'],
  ] as const)('%s by %s: %s', (reason, by, words) => {
    expect(endWords({ reason, by }, 'Northwind')).toBe(words);
  });

  it('a rate of nothing is no rate', () => {
    expect(rateWords('0')).toBe('nothing is burned');
    expect(rateWords('1')).toBe('1 credit a minute');
    expect(rateWords('60000')).toBe('60,000 credits a minute');
    expect(rateWords('2.5')).toBe('2.5 credits a minute');
  });
});
