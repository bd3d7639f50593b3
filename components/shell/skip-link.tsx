export function SkipLink() {
  return (
    <a
      href="#content"
      className="focus:bg-accent focus:text-on-accent sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-60 focus:rounded-lg focus:px-4 focus:py-2.5 focus:text-sm focus:font-medium"
    >
      Skip to the content
    </a>
  );
}
