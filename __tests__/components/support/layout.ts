// jsdom has no layout: nothing has a size to watch, and nothing can be scrolled to.
class NothingResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver ??= NothingResizes;
Element.prototype.scrollIntoView ??= () => undefined;
window.scrollTo = () => undefined;

export {};
