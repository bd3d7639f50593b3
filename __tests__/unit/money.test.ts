import fc from 'fast-check';
import { formatAmount, formatMovement, groupDigits, isNegative, isZero } from '@/lib/money/format';

describe('formatAmount', () => {
  it.each([
    ['0.00', 'USD', '$0.00'],
    ['5.00', 'USD', '$5.00'],
    ['999.99', 'USD', '$999.99'],
    ['1234.50', 'USD', '$1,234.50'],
    ['-1234567.50', 'USD', '\u2212$1,234,567.50'],
    ['1234', 'JPY', '¥1,234'],
    ['20.00', 'CHF', 'CHF\u00a020.00'],
    ['-20.00', 'CHF', '\u2212CHF\u00a020.00'],
    ['0.000002', 'USD', '$0.000002'],
    ['1200', 'credit', '1,200\u00a0credits'],
    ['1', 'credit', '1\u00a0credit'],
    ['1.00', 'credit', '1.00\u00a0credit'],
    ['12', 'seats', '12\u00a0seats'],
  ])('writes %s %s as %s', (amount, currency, text) => {
    expect(formatAmount(amount, currency)).toBe(text);
  });

  it('keeps every digit of an amount that a JavaScript number cannot hold', () => {
    expect(formatAmount('999999999999999.999999', 'EUR')).toBe('€999,999,999,999,999.999999');
    expect(formatAmount('9007199254740993', 'EUR')).toBe('€9,007,199,254,740,993');
  });

  it('never changes, adds or drops a digit', () => {
    const amounts = fc
      .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.stringMatching(/^\d{0,6}$/))
      .map(
        ([negative, whole, fraction]) =>
          `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`,
      );
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(groupDigits(amount).replaceAll(',', '').replace('\u2212', '-')).toBe(amount);
      }),
    );
  });

  it.each(['', 'abc', '1e5', '1,000', '.5', '5.', 'NaN', '+5', ' 5'])(
    'refuses %p, which is not a decimal string',
    (text) => {
      expect(() => formatAmount(text, 'USD')).toThrow(TypeError);
    },
  );
});

describe('formatMovement', () => {
  it('shows the sign of what comes in and of what goes out, and none of nothing', () => {
    expect(formatMovement('5.00', 'USD')).toBe('+$5.00');
    expect(formatMovement('-5.00', 'USD')).toBe('\u2212$5.00');
    expect(formatMovement('0.00', 'USD')).toBe('$0.00');
  });
});

describe('signs', () => {
  it('knows zero in all its spellings, and does not call it negative', () => {
    for (const zero of ['0', '0.00', '-0', '-0.00']) {
      expect(isZero(zero)).toBe(true);
      expect(isNegative(zero)).toBe(false);
    }
    expect(isZero('0.000001')).toBe(false);
    expect(isNegative('-0.01')).toBe(true);
    expect(isNegative('0.01')).toBe(false);
  });
});
