import type { ServiceUsage, UsageInput } from './usage';

/**
 * The request id that the server gives an event without one: the SHA-256 of its canonical payload, in lower-case hex.
 * It is known before anything is sent, so it can be kept with what it is about.
 */
export async function usageRequestId(usage: UsageInput): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalUsage(usage));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What is hashed: the customer, what was used, how much and at what price; neither times nor ids of the request. */
export function canonicalUsage(usage: UsageInput): string {
  const customer_id = usage.customerId.toLowerCase();
  // The order of the keys is part of the form.
  return JSON.stringify(
    isOfService(usage)
      ? {
          customer_id,
          price_per_unit: canonicalDecimal(usage.pricePerUnit),
          service: usage.service.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, ''),
          units: canonicalDecimal(usage.unitsConsumed),
        }
      : { customer_id, product_id: usage.productId.toLowerCase(), units: canonicalDecimal(usage.units) },
  );
}

function isOfService(usage: UsageInput): usage is ServiceUsage {
  return 'service' in usage;
}

/**
 * Plain digits without an exponent, without zeros that say nothing: `10.50` is `10.5`, `1e2` is `100`.
 *
 * @throws TypeError for what is no decimal
 */
function canonicalDecimal(value: string | number): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^\s*\+?(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?\s*$/i.exec(String(value)) ?? [];
  if (whole + fraction === '') throw new TypeError(`${value} is not a decimal`);
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction)
    .padEnd(point, '0')
    .padStart((whole + fraction).length - Math.min(point, 0), '0');
  const split = Math.max(point, 0);
  const before = digits.slice(0, split).replace(/^0+/, '') || '0';
  const after = digits.slice(split).replace(/0+$/, '');
  return after === '' ? before : `${before}.${after}`;
}
