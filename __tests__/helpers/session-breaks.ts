/** Edits of sessions and their entries that only the owner of the database can make; `$name` stands for an id. */

const ran = `update public.sessions set`;
const ofStopped = `where id = '$stopped'`;
const ofRunning = `where id = '$running'`;
const entry = `update public.ledger_entries set`;
const ofEntry = `where business_id = '$business' and reference_id = '$stopped'`;
const first = `${ofEntry} and version = (select min(version) from public.ledger_entries ${ofEntry})`;

/** What is done, the statement that does it, and every check that then fails. */
export const breaks: [what: string, sql: string, checks: string[]][] = [
  [
    'what a session has used',
    `${ran} credits_used = credits_used + 1 ${ofStopped}`,
    ['session_entries', 'session_used'],
  ],
  [
    'what a running session has used',
    `${ran} credits_used = credits_used - 1 ${ofRunning}`,
    ['session_end', 'session_entries', 'session_used'],
  ],
  [
    'the rate of a session that was stopped',
    `${ran} credits_per_minute = 20 ${ofStopped}`,
    ['session_entry_time', 'session_used'],
  ],
  [
    'the rate of a running session',
    `${ran} credits_per_minute = 20 ${ofRunning}`,
    ['session_end', 'session_entry_time', 'session_used'],
  ],
  [
    'a session made free of charge',
    `${ran} credits_per_minute = 0 ${ofStopped}`,
    ['session_entry_time', 'session_used'],
  ],
  [
    'when a session began',
    `${ran} started_at = started_at - interval '1 minute' ${ofStopped}`,
    ['session_entry_time', 'session_used'],
  ],
  [
    'when a session began, by a microsecond',
    `${ran} started_at = started_at + interval '1 microsecond' ${ofStopped}`,
    ['session_entry_time'],
  ],
  [
    'when a session was stopped',
    `${ran} ended_at = ended_at + interval '1 second' ${ofStopped}`,
    ['session_end'],
  ],
  [
    'when a session ran out',
    `${ran} ended_at = ended_at - interval '1 microsecond' where id = '$ranOut'`,
    ['session_end'],
  ],
  [
    'when a session ran out, and what it rests on',
    `${ran} ended_at = ended_at - interval '6 seconds', runs_out_at = runs_out_at - interval '6 seconds', settled_at = settled_at - interval '6 seconds' where id = '$ranOut'`,
    ['session_used'],
  ],
  [
    'how far a session is settled',
    `${ran} settled_at = settled_at + interval '8 seconds' ${ofRunning}`,
    ['session_used'],
  ],
  [
    'when a running session runs out',
    `${ran} runs_out_at = runs_out_at + interval '1 microsecond' ${ofRunning}`,
    ['session_end'],
  ],
  ['that a running session never runs out', `${ran} runs_out_at = null ${ofRunning}`, ['session_end']],
  [
    'a session that was stopped said to have run out',
    `${ran} end_reason = 'ran_out' ${ofStopped}`,
    ['session_end'],
  ],
  ['the entries of a session', `${ran} entries = entries + 1 ${ofStopped}`, ['session_entries']],
  [
    'the first entry of a session',
    `${ran} first_version = first_version + 1 ${ofStopped}`,
    ['session_entries'],
  ],
  ['the last entry of a session', `${ran} last_version = null ${ofStopped}`, ['session_entries']],
  ['a session moved to another customer', `${ran} customer_id = '$other' ${ofStopped}`, ['session_entries']],
  ['a session taken away', `delete from public.sessions ${ofStopped}`, ['session_entries']],
  [
    'a session that burned and has no entries',
    `insert into public.sessions (business_id, customer_id, credits_per_minute, started_at, credits_used, settled_at, ended_at, end_reason, started_by)
     values ('$business', '$other', 10, '2026-03-01T09:30:00Z', 1, '2026-03-01T09:30:06Z', '2026-03-01T09:30:06Z', 'stopped', 'test')`,
    ['session_entries'],
  ],
  [
    'the amount of an entry',
    `${entry} amount = amount - 1 ${first}`,
    ['balance', 'hash', 'running_balance', 'session_entries', 'session_entry_time'],
  ],
  [
    'the moment of an entry',
    `${entry} occurred_at = occurred_at + interval '1 second' ${first}`,
    ['hash', 'session_entry_time'],
  ],
  [
    'what an entry is of',
    `${entry} reference_id = '$ranOut' ${first}`,
    ['hash', 'session_entries', 'session_entry_time'],
  ],
  [
    'the kind of an entry',
    `${entry} kind = 'adjustment' ${first}`,
    ['hash', 'session_entries', 'session_entry_time'],
  ],
  ['the account of an entry', `${entry} counter_account = 'cash' ${first}`, ['hash', 'session_entry_time']],
  [
    'an entry of a session that there is none of',
    `select private.post_entry('$business', '$wallet', -1, 'session', 'revenue:sessions', 'test', null, now(), null, 'session', gen_random_uuid())`,
    ['session_end', 'session_entries'],
  ],
  [
    'an entry of a session that says of none',
    `select private.post_entry('$business', '$wallet', -1, 'session', 'revenue:sessions', 'test', null, now())`,
    ['session_end', 'session_entries'],
  ],
  [
    'the minimum of the wallet',
    `update public.wallets set minimum_balance = -10 where id = '$wallet'`,
    ['session_end'],
  ],
];
