'use client';

/** The last resort, without the styles of the app: they may be what failed. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" style={{ colorScheme: 'light dark' }}>
      <body
        style={{
          display: 'grid',
          placeItems: 'center',
          minHeight: '100vh',
          margin: 0,
          fontFamily: 'system-ui, sans-serif',
        }}
      >
        <title>Error · Drawdown</title>
        <main style={{ maxWidth: '28rem', padding: '2rem', textAlign: 'center' }}>
          <h1 style={{ fontSize: '1.25rem' }}>Drawdown could not show this page</h1>
          <p>Nothing was changed. Try again; if it stays, the operator finds the cause in the log.</p>
          {/* A form: made when the app is built, this page has no nonce, and without one no script runs. */}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              retry();
            }}
          >
            <button type="submit" style={{ padding: '0.6rem 1.2rem', font: 'inherit' }}>
              Try again
            </button>
          </form>
        </main>
      </body>
    </html>
  );
}
