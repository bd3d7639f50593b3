export interface CapturedMail {
  to: string;
  subject: string;
  code: string | null;
  /** Where the mail's link leads, as a path of the app. */
  path: string | null;
}

/**
 * Finds the mails in what Lite prints: it delivers none, and writes each with its link to its output.
 * Feed it line by line.
 */
export function mailReader(onMail: (mail: CapturedMail) => void): (line: string) => void {
  let mail: CapturedMail | null = null;
  return (line) => {
    if (line.includes('email captured (not delivered)')) {
      mail = { to: '', subject: '', code: null, path: null };
      return;
    }
    if (!mail) return;
    mail.to ||= /^To: (.+)$/.exec(line)?.[1] ?? '';
    mail.subject ||= /^Subject: (.+)$/.exec(line)?.[1] ?? '';
    mail.code ??= /\bcode: (\d+)/.exec(line)?.[1] ?? null;
    mail.path = confirmationPath(line);
    // The link is a mail's last line; a mail without one ends at its code.
    if (mail.path || (mail.code && /reauthenticat/i.test(mail.subject))) {
      onMail(mail);
      mail = null;
    }
  };
}

/** Lite's link names a page that only Supabase has; the app takes the same token at /auth/confirm. */
export function confirmationPath(line: string): string | null {
  const [link] = /https?:\/\/\S+\/auth\/v1\/verify\?\S+/.exec(line) ?? [];
  if (!link) return null;
  const { searchParams } = new URL(link);
  const token = searchParams.get('token');
  const type = searchParams.get('type');
  return token && type ? `/auth/confirm?${new URLSearchParams({ token_hash: token, type })}` : null;
}
