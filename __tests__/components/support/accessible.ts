import { axe, toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// jsdom has no layout, so nothing ever comes into view; without this, links of Next look again and again.
class NothingInView implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
}
window.IntersectionObserver ??= NothingInView;

export { axe };
