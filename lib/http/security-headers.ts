import { randomBytes } from 'node:crypto';

/** What a browser may do with an answer. SECURITY.md says what each line keeps away. */

/**
 * The two styles that sonner puts into the page when it is loaded: the element before it has its text, and the text.
 * It takes no nonce. A test tells when a new version has another text.
 */
export const toasterStyles = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
] as const;

/** Unguessable, and another for every answer. */
export function makeNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The policy of a page. Scripts run only with the nonce of the answer, or where one of those loads them. React's
 * development build needs `eval`, and its overlay writes styles of its own; a production build has neither.
 */
export function pagePolicy(nonce: string, appUrl: string, isDevelopment = false): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "script-src-attr 'none'",
    isDevelopment
      ? "style-src-elem 'self' 'unsafe-inline'"
      : `style-src-elem 'self' 'nonce-${nonce}' ${toasterStyles.join(' ')}`,
    // The bars and the lines of a chart have their length in a style attribute; no attribute loads or runs anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    // The browser never talks to Supabase itself: decision 0011.
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    ...(appUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** What is not a page shows nothing, loads nothing and is in no frame, whatever a browser takes it for. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Two years, and only where the address is https: a browser remembers it, whatever comes later. */
export function transportSecurity(appUrl: string): Record<string, string> {
  return appUrl.startsWith('https:')
    ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }
    : {};
}

/** On everything that is served; next.config.ts sets them. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // An address of a page holds ids, a link of an invitation its secret: no other site learns either.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-DNS-Prefetch-Control': 'off',
};
