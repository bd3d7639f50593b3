/** A request id of the caller's own is kept, so that both sides can find it in their logs. */
export function requestIdFrom(headers: Pick<Headers, 'get'>): string {
  const sent = headers.get('x-request-id');
  return isRequestId(sent) ? sent : crypto.randomUUID();
}

export function isRequestId(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^[\w.:-]{1,100}$/.test(text);
}
