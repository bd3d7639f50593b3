/** Where to go after signing in: a path of this site or the first page, never another site. */
export function safeNextPath(value: string | null | undefined): string {
  if (!value || !/^\/(?![/\\])/.test(value)) return '/';
  try {
    const url = new URL(value, 'http://this.site');
    return url.origin === 'http://this.site' ? `${url.pathname}${url.search}` : '/';
  } catch {
    return '/';
  }
}
