const hoursPerDay = 24;
const hoursPerYear = 24 * 365;

/** Whole hours as a person says them: `7 h`, `3 d 4 h`, `214 days`, `more than a year`. */
export function formatHours(hours: number): string {
  if (hours < hoursPerDay) return `${hours} h`;
  const days = Math.floor(hours / hoursPerDay);
  const rest = hours % hoursPerDay;
  if (days < 14) return rest === 0 ? `${days} d` : `${days} d ${rest} h`;
  if (hours < hoursPerYear * 2) return `${days.toLocaleString('en-US')} days`;
  return `${Math.floor(hours / hoursPerYear).toLocaleString('en-US')} years`;
}

/** How long something took, from two times. */
export function formatElapsed(from: string, to: string): string {
  return formatMilliseconds(Math.max(0, Date.parse(to) - Date.parse(from)));
}

/** `840 ms`, `2.1 s`, `3 min 5 s`. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

const two = (part: number) => String(part).padStart(2, '0');

/** Whole seconds as a clock shows them: `0:07`, `12:05`, `1:02:03`, `3 d 01:02:03`. */
export function formatClock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (hours === 0) return `${minutes}:${two(seconds % 60)}`;
  const rest = `${two(minutes % 60)}:${two(seconds % 60)}`;
  return days === 0 ? `${hours}:${rest}` : `${days} d ${two(hours % 24)}:${rest}`;
}
